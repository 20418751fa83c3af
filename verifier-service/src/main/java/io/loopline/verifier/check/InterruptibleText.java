package io.loopline.verifier.check;

import java.util.concurrent.CancellationException;

/**
 * Text that stops a matcher whose thread was interrupted. Regular expression engines never look at
 * the interrupt flag, but each of their steps reads a character.
 */
record InterruptibleText(CharSequence text) implements CharSequence {
  @Override
  public char charAt(int index) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("stopped while matching");
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new InterruptibleText(text.subSequence(start, end));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
