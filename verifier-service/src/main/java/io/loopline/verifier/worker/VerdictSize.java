package io.loopline.verifier.worker;

import io.loopline.event.CheckResult;
import io.loopline.event.Receipt;
import io.loopline.event.Verdict;
import io.loopline.event.VerdictView;
import io.loopline.verifier.layer.Clip;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Keeps a verdict below the size an event may have, by shortening its texts step by step. */
final class VerdictSize {
  /** Leaves room for the envelope below the limit of 256 KiB. */
  static final int MAX_BYTES = 240 << 10;

  private static final List<Integer> TEXT_LENGTHS = List.of(500, 200, 80, 20, 0);

  private VerdictSize() {}

  static Verdict fit(Verdict verdict) {
    VerdictView view = verdict.getView();
    Verdict fitting = verdict;
    for (int length : TEXT_LENGTHS) {
      if (view == null || bytes(fitting) <= MAX_BYTES) {
        return fitting;
      }
      fitting = shortened(verdict, view, length);
    }
    return fitting;
  }

  static int bytes(Verdict verdict) {
    try {
      return Verdict.getEncoder().encode(verdict).remaining();
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory", impossible);
    }
  }

  private static Verdict shortened(Verdict verdict, VerdictView view, int length) {
    List<CheckResult> checks =
        view.getChecks().stream()
            .map(check ->
                CheckResult.newBuilder(check)
                    .setExpected(Clip.of(check.getExpected(), length))
                    .setFound(Clip.of(check.getFound(), length))
                    .setFeedback(Clip.of(check.getFeedback(), length))
                    .build())
            .toList();
    List<Receipt> receipts =
        verdict.getReceipts().stream()
            .map(receipt ->
                Receipt.newBuilder(receipt)
                    .setEvidence(Clip.of(receipt.getEvidence(), length))
                    .build())
            .toList();
    return Verdict.newBuilder(verdict)
        .setView(VerdictView.newBuilder(view).setChecks(checks).build())
        .setReceipts(receipts)
        .build();
  }
}
