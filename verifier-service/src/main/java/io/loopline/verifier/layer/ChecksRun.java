package io.loopline.verifier.layer;

import io.loopline.event.CheckResult;
import io.loopline.event.Failure;
import io.loopline.model.ModelUsage;
import java.util.List;

/** What became of the checks. */
sealed interface ChecksRun {
  /** One result for each check, in order. */
  record Done(List<CheckResult> results, ModelUsage usage) implements ChecksRun {
    public Done {
      results = List.copyOf(results);
    }
  }

  /** A required judge check could not be judged just now, or ever. */
  record NoVerdict(Failure failure, ModelUsage usage) implements ChecksRun {}
}
