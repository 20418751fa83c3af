package io.loopline.model.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
  private static @Nullable Long waitOf(String body) {
    return RetryAfter.of(
        HttpHeaders.of(Map.of(), (_, _) -> true), ProviderWords.json(body), Instant.EPOCH);
  }

  @Test
  void shouldReadTheDelayInTheBodyOfGooglesErrors() {
    assertThat(
            waitOf(
                "{\"error\":{\"details\":[{\"@type\":\"QuotaFailure\"},{\"retryDelay\":\"13.5s\"}]}}"))
        .isEqualTo(13_500L);
    assertThat(waitOf("{\"error\":{\"details\":[{\"retryDelay\":\"soon\"}]}}")).isNull();
    assertThat(waitOf("[]")).isNull();
  }
}
