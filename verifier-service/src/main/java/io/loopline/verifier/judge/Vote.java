package io.loopline.verifier.judge;

/**
 * What one sample says of one criterion.
 *
 * @param met whether it holds; never without evidence that is really in the files
 * @param reason the model's words, or why its answer does not count
 */
record Vote(boolean met, String reason) {
  static Vote notMet(String reason) {
    return new Vote(false, reason);
  }
}
