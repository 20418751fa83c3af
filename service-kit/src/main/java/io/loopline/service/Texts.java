package io.loopline.service;

/** Bounds on text that goes into events. */
final class Texts {
  private Texts() {}

  /** At most this many characters, the last one an ellipsis when something was cut. */
  static String cut(String text, int maxLength) {
    return text.length() <= maxLength ? text : text.substring(0, maxLength - 1) + "…";
  }
}
