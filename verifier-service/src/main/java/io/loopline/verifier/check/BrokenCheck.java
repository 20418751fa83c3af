package io.loopline.verifier.check;

/** The settings of a check make no sense; the message names the setting and what was found. */
final class BrokenCheck extends Exception {
  private static final long serialVersionUID = 1L;

  BrokenCheck(String message) {
    super(message);
  }
}
