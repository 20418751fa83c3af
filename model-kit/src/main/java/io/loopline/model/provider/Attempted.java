package io.loopline.model.provider;

import static java.util.Objects.requireNonNull;

import io.loopline.event.Failure;
import io.loopline.model.ModelUsage;

/** What became of one exchange. */
public sealed interface Attempted {
  /** What it used; not complete when it may have been billed without telling. */
  ModelUsage usage();

  /**
   * An answer.
   *
   * @param text not blank
   * @param model the provider's name of the model
   */
  record Answer(String text, String model, ModelUsage usage) implements Attempted {
    public Answer {
      requireNonNull(text, "text is null");
      requireNonNull(model, "model is null");
      requireNonNull(usage, "usage is null");
    }
  }

  /**
   * No answer.
   *
   * @param connected false when nothing of the request can have reached the provider
   */
  record NoAnswer(Failure failure, ModelUsage usage, boolean connected) implements Attempted {
    public NoAnswer {
      requireNonNull(failure, "failure is null");
      requireNonNull(usage, "usage is null");
    }
  }
}
