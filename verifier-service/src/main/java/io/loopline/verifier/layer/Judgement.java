package io.loopline.verifier.layer;

import io.loopline.event.Failure;
import io.loopline.event.Receipt;
import io.loopline.event.VerdictView;
import java.util.List;

/** Outcome of a verification. */
public sealed interface Judgement {
  /**
   * A verdict.
   *
   * @param receipts one per layer and check that looked, in order
   */
  record Made(VerdictView view, List<Receipt> receipts) implements Judgement {
    public Made {
      receipts = List.copyOf(receipts);
    }
  }

  /** No verdict was possible. */
  record NotMade(Failure failure) implements Judgement {}
}
