package io.loopline.verifier.judge;

import io.loopline.event.Failure;
import io.loopline.model.ModelUsage;
import io.loopline.verifier.check.CheckOutcome;

/** What became of a judge check. */
public sealed interface JudgeOutcome {
  /** What was used of the model, whether or not there is an outcome. */
  ModelUsage usage();

  /** It was judged. */
  record Judged(CheckOutcome outcome, ModelUsage usage) implements JudgeOutcome {}

  /** No model could judge. */
  record NotJudged(Failure failure, ModelUsage usage) implements JudgeOutcome {}
}
