package io.loopline.codec;

import io.loopline.event.CheckResult;
import java.util.List;

/**
 * How long check results are as text. It is the length that {@code checks.toString()} has, which
 * the first versions took to estimate tokens; estimates decide what leaves the window, so they must
 * stay what they were when a recorded loop is replayed, whatever Avro makes of {@code toString}.
 */
final class CheckText {
  /** Brackets, quotes, colons and commas of a result, and the names of its fields. */
  private static final int FRAME =
      "{\"name\": \"\", \"kind\": \"\", \"passed\": , \"required\": , \"weight\": , \"score\": , "
              .length()
          + "\"expected\": \"\", \"found\": \"\", \"feedback\": \"\"}".length();

  private CheckText() {}

  static int length(List<CheckResult> checks) {
    int separators = 2 * Math.max(0, checks.size() - 1);
    return "[]".length() + separators + checks.stream().mapToInt(CheckText::length).sum();
  }

  private static int length(CheckResult check) {
    return FRAME
        + escaped(check.getName())
        + check.getKind().name().length()
        + flag(check.getPassed())
        + flag(check.getRequired())
        + number(check.getWeight())
        + number(check.getScore())
        + escaped(check.getExpected())
        + escaped(check.getFound())
        + escaped(check.getFeedback());
  }

  private static int flag(boolean flag) {
    return flag ? 4 : 5;
  }

  private static int number(double number) {
    int quotes = Double.isFinite(number) ? 0 : 2;
    return quotes + Double.toString(number).length();
  }

  private static int escaped(String text) {
    int length = text.length();
    for (int i = 0; i < text.length(); i++) {
      length += more(text.charAt(i));
    }
    return length;
  }

  /** Characters that the escape of one has on top of it. */
  private static int more(char character) {
    return switch (character) {
      case '"', '\\', '\b', '\f', '\n', '\r', '\t' -> 1;
      default -> isWrittenAsNumber(character) ? 5 : 0;
    };
  }

  private static boolean isWrittenAsNumber(char character) {
    return character <= 0x1f
        || (character >= 0x7f && character <= 0x9f)
        || (character >= 0x2000 && character <= 0x20ff);
  }
}
