package io.loopline.verifier.layer;

import io.loopline.event.Failure;
import io.loopline.event.Receipt;
import io.loopline.event.VerdictView;
import io.loopline.model.ModelUsage;
import java.util.List;

/** Outcome of a verification. */
public sealed interface Judgement {
  /**
   * A verdict.
   *
   * @param receipts one per layer and check that looked, in order
   * @param usage what models that judge used
   */
  record Made(VerdictView view, List<Receipt> receipts, ModelUsage usage) implements Judgement {
    public Made {
      receipts = List.copyOf(receipts);
    }

    /** A verdict for which no model was asked. */
    public Made(VerdictView view, List<Receipt> receipts) {
      this(view, receipts, ModelUsage.NONE);
    }
  }

  /** No verdict was possible. */
  record NotMade(Failure failure, ModelUsage usage) implements Judgement {
    /** No model was asked. */
    public NotMade(Failure failure) {
      this(failure, ModelUsage.NONE);
    }
  }
}
