package io.loopline.model.guard;

import io.loopline.model.ModelCaps;
import io.loopline.model.ModelUsage;
import io.loopline.model.catalogue.ModelEntry;

/**
 * What is left of the caps of a call. An attempt that may have been billed without telling counts
 * with all it could have used. For one call, used by one thread after the other.
 */
final class CallBudget {
  /** An answer of fewer tokens is of no use, unless the model or the caps give no more. */
  private static final long LEAST_OUTPUT = 256;

  private final ModelCaps caps;
  private ModelUsage used = ModelUsage.NONE;
  private long inputLeft;
  private long outputLeft;
  private long costLeft;

  CallBudget(ModelCaps caps) {
    this.caps = caps;
    this.inputLeft = caps.inputTokens();
    this.outputLeft = caps.outputTokens();
    this.costLeft = caps.costMicroUsd();
  }

  /** Whether another attempt fits. */
  sealed interface Fit {
    /** With so much output. */
    record Fits(int outputTokens) implements Fit {}

    /** It does not; the words name the cap. */
    record TooSmall(String words) implements Fit {}
  }

  /** Fits an attempt that says so much; the output is shortened where need be. */
  Fit fit(ModelEntry model, long inputTokens) {
    if (inputTokens > inputLeft) {
      return tooSmall("the prompt has %d tokens, %d are left", inputTokens, inputLeft);
    }
    long least = Math.min(LEAST_OUTPUT, Math.min(model.maxOutputTokens(), caps.outputTokens()));
    least = Math.max(1, least);
    long room = model.contextTokens() - inputTokens;
    if (room < least) {
      return tooSmall(
          "the prompt has %d tokens, too many for the model's %d",
          inputTokens, model.contextTokens());
    }
    if (outputLeft < least) {
      return tooSmall("%d output tokens are left, %d are needed", outputLeft, least);
    }
    long affordable = model.affordableOutput(costLeft, inputTokens);
    if (affordable < least) {
      return tooSmall(
          "the prompt and %d output tokens cost more than the %d micro-USD left", least, costLeft);
    }
    long output =
        Math.min(Math.min(model.maxOutputTokens(), outputLeft), Math.min(room, affordable));
    return new Fit.Fits((int) Math.min(Integer.MAX_VALUE, output));
  }

  private Fit tooSmall(String words, long first, long second) {
    return new Fit.TooSmall(
        words.formatted(first, second)
            + " (caps of the call: %d input, %d output, %d micro-USD)"
                .formatted(caps.inputTokens(), caps.outputTokens(), caps.costMicroUsd()));
  }

  /**
   * Counts an attempt.
   *
   * @param inputTokens what it said
   * @param outputTokens the longest answer it allowed
   */
  void charge(ModelEntry model, long inputTokens, long outputTokens, ModelUsage usage) {
    used = used.plus(usage);
    boolean told = usage.complete();
    inputLeft -= told ? usage.inputTokens() : Math.max(usage.inputTokens(), inputTokens);
    outputLeft -= told ? usage.outputTokens() : Math.max(usage.outputTokens(), outputTokens);
    costLeft -=
        told
            ? usage.costMicroUsd()
            : Math.max(usage.costMicroUsd(), model.cost(inputTokens, outputTokens));
  }

  /** What all attempts said they used. */
  ModelUsage used() {
    return used;
  }
}
