package io.loopline.model;

import static java.util.Objects.requireNonNull;

import io.loopline.event.Failure;

/** What became of a call. */
public sealed interface ModelOutcome {
  /** What was used, whether or not there is an answer. */
  ModelUsage usage();

  /**
   * An answer.
   *
   * @param text all of it; when a form was asked for, what the model took for it, not validated
   * @param profile profile that answered; another than the asked one when a fallback did
   * @param model the provider's name of the model
   */
  record Answered(String text, String profile, String model, ModelUsage usage)
      implements ModelOutcome {
    public Answered {
      requireNonNull(text, "text is null");
      requireNonNull(profile, "profile is null");
      requireNonNull(model, "model is null");
      requireNonNull(usage, "usage is null");
    }
  }

  /**
   * No answer.
   *
   * @param failure classified; its message names the profile and what to change, never a key
   */
  record Failed(Failure failure, ModelUsage usage) implements ModelOutcome {
    public Failed {
      requireNonNull(failure, "failure is null");
      requireNonNull(usage, "usage is null");
    }
  }
}
