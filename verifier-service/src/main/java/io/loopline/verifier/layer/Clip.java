package io.loopline.verifier.layer;

/** Shortens texts for events: the head says what it is about, the tail how it ends. */
public final class Clip {
  private Clip() {}

  /** The text itself, or its head and tail around a mark; never longer than the limit. */
  public static String of(String text, int maxLength) {
    if (text.length() <= maxLength) {
      return text;
    }
    String mark = " …[%d characters]… ".formatted(text.length());
    int kept = maxLength - mark.length();
    if (kept < 2) {
      return text.substring(0, boundary(text, maxLength));
    }
    int head = boundary(text, kept * 2 / 3);
    int tail = boundary(text, text.length() - (kept - kept * 2 / 3) + 1);
    return text.substring(0, head) + mark + text.substring(tail);
  }

  /** A cut that does not split a character of two units. */
  private static int boundary(String text, int at) {
    return at > 0 && Character.isHighSurrogate(text.charAt(at - 1)) ? at - 1 : at;
  }
}
