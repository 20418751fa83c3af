package io.loopline.loopctl.loops;

import io.loopline.event.BudgetDimension;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Puts amounts, durations and foreign text into short words for a person. Pure. */
final class Words {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Words() {}

  /** The instant in UTC with milliseconds, always equally wide. */
  static String time(Instant instant) {
    return TIME.format(instant);
  }

  /** A duration in its two largest units, such as {@code 2m 03s}; negative ones read as zero. */
  static String duration(Duration duration) {
    Duration shown = duration.isNegative() ? Duration.ZERO : duration;
    if (shown.toSeconds() < 10) {
      return String.format(Locale.ROOT, "%.1fs", shown.toMillis() / 1000.0);
    }
    if (shown.toMinutes() < 1) {
      return shown.toSeconds() + "s";
    }
    if (shown.toHours() < 1) {
      return String.format(Locale.ROOT, "%dm %02ds", shown.toMinutesPart(), shown.toSecondsPart());
    }
    if (shown.toDays() < 1) {
      return String.format(Locale.ROOT, "%dh %02dm", shown.toHours(), shown.toMinutesPart());
    }
    return String.format(Locale.ROOT, "%dd %02dh", shown.toDays(), shown.toHoursPart());
  }

  /** An amount of a budget in its own unit: money, time or a count. */
  static String amount(BudgetDimension dimension, long amount) {
    return switch (dimension) {
      case COST -> String.format(Locale.ROOT, "$%.2f", amount / 1_000_000.0);
      case WALL_CLOCK -> duration(Duration.ofMillis(amount));
      case ITERATIONS, TOKENS, TOOL_CALLS, CHILDREN, UNRECOGNIZED ->
          String.format(Locale.ROOT, "%,d", amount);
    };
  }

  /** Name of a budget as people say it. */
  static String dimension(BudgetDimension dimension) {
    return dimension.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** A score with three digits. */
  static String score(double score) {
    return String.format(Locale.ROOT, "%.3f", score);
  }

  /**
   * Foreign text on one line without control characters: notes and objectives come from goals,
   * tools and models, and must not steer the terminal they are printed on.
   */
  static String plain(String text) {
    return text.codePoints()
        .map(point -> isUnprintable(point) ? ' ' : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .strip();
  }

  /** {@link #plain} text of at most {@code maxLength} characters, cut with three dots. */
  static String clipped(String text, int maxLength) {
    String line = plain(text);
    return line.length() <= maxLength
        ? line
        : line.substring(0, Math.max(0, maxLength - 3)) + "...";
  }

  /** {@code 1 file}, {@code 2 files}. */
  static String count(long number, String singular) {
    return number + " " + singular + (number == 1 ? "" : "s");
  }

  private static boolean isUnprintable(int point) {
    return Character.isISOControl(point)
        || Character.getType(point) == Character.FORMAT
        || point == 0x2028
        || point == 0x2029;
  }
}
