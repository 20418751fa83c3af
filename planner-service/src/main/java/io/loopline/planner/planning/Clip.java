package io.loopline.planner.planning;

/** Shortens text that came from outside before it goes into a message. */
final class Clip {
  private static final String MARK = " […]";

  private Clip() {}

  /** The text, or its beginning with a mark; never longer than {@code limit} characters. */
  static String to(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    int end = limit - MARK.length();
    // Half a surrogate pair could not be encoded.
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
        + MARK;
  }
}
