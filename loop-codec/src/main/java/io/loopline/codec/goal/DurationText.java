package io.loopline.codec.goal;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations of goal files: a whole number and a unit, such as 500ms or 30s. */
public final class DurationText {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,19})(ms|s|m|h|d)");
  private static final Map<String, Long> UNIT_MS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
  private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

  private DurationText() {}

  /** Milliseconds, capped at the largest long; empty when the text has another form. */
  public static Optional<Long> milliseconds(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long unit = UNIT_MS.getOrDefault(matcher.group(2), 1L);
    BigInteger exact = new BigInteger(matcher.group(1)).multiply(BigInteger.valueOf(unit));
    return Optional.of(exact.min(LARGEST).longValue());
  }

  /** The text of a number of milliseconds; a negative one gives a text that has no valid form. */
  static String of(long milliseconds) {
    return milliseconds + "ms";
  }
}
