package io.loopline.model.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The wait a server asks for: {@code retry-after-ms}, {@code Retry-After} in seconds or as a date,
 * or the {@code retryDelay} of Google's error body. A wait in the past is none; one of more than an
 * hour is an hour.
 */
final class RetryAfter {
  private static final Duration LONGEST = Duration.ofHours(1);

  private RetryAfter() {}

  /** In milliseconds; null when it asks for none or says it in no known form. */
  static @Nullable Long of(HttpHeaders headers, JsonNode body, Instant now) {
    Duration wait =
        headers
            .firstValue("retry-after-ms")
            .map(text -> seconds(text, 1))
            .or(() -> headers.firstValue("retry-after").map(text -> span(text, now)))
            .orElse(null);
    if (wait == null) {
      wait = delay(body);
    }
    if (wait == null) {
      return null;
    }
    Duration bounded = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    return Math.max(0, bounded.toMillis());
  }

  private static @Nullable Duration span(String text, Instant now) {
    Duration seconds = seconds(text, 1_000);
    return seconds == null ? until(text, now) : seconds;
  }

  private static @Nullable Duration seconds(String text, int millisEach) {
    String number = text.strip();
    return number.matches("[0-9]{1,9}([.][0-9]{1,9})?")
        ? Duration.ofMillis((long) Math.ceil(Double.parseDouble(number) * millisEach))
        : null;
  }

  private static @Nullable Duration until(String text, Instant now) {
    try {
      Instant date =
          ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Duration.between(now, date);
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  private static @Nullable Duration delay(JsonNode body) {
    for (JsonNode detail : body.path("error").path("details")) {
      String delay = detail.path("retryDelay").asText("");
      if (delay.endsWith("s")) {
        return seconds(delay.substring(0, delay.length() - 1), 1_000);
      }
    }
    return null;
  }
}
