package io.loopline.model;

/**
 * Asks language models. Implementations are safe for concurrent use; a call blocks, so it is made
 * on a virtual thread.
 */
@FunctionalInterface
public interface LanguageModel {
  /**
   * Asks once. Behind it there may be several attempts, at one provider or along a fallback chain;
   * all of them together stay within the caps of the call and end before its deadline.
   *
   * @return an answer, or a classified failure; every expected failure is a value
   * @throws InterruptedException when the process stops before there is an answer
   */
  ModelOutcome ask(ModelCall call) throws InterruptedException;
}
