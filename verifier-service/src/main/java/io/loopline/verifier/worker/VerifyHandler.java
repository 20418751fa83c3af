package io.loopline.verifier.worker;

import static java.util.Objects.requireNonNull;

import io.loopline.event.CheckKind;
import io.loopline.event.Failure;
import io.loopline.event.Producer;
import io.loopline.event.Receipt;
import io.loopline.event.TokenUsage;
import io.loopline.event.Verdict;
import io.loopline.event.VerdictView;
import io.loopline.event.VerifyRequest;
import io.loopline.model.ModelUsage;
import io.loopline.service.StepContract;
import io.loopline.service.StepHandler;
import io.loopline.verifier.layer.Judgement;
import io.loopline.verifier.layer.Verification;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Answers verify requests. The same request gives the same judgement. Safe for many threads. */
public final class VerifyHandler implements StepHandler<VerifyRequest, Verdict> {
  /** What the worker reads of a verify request. */
  public static final StepContract<VerifyRequest> CONTRACT =
      new StepContract<>(
          VerifyRequest::getRequest, VerifyRequest::getExpiresAt, VerifyRequest::getLoopId);

  private final Verification verification;
  private final Producer producer;
  private final InstantSource clock;

  public VerifyHandler(Verification verification, Producer producer, InstantSource clock) {
    this.verification = requireNonNull(verification, "verification is null");
    this.producer = requireNonNull(producer, "producer is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  @Override
  public Verdict answer(VerifyRequest request) {
    try {
      return switch (verification.judge(request)) {
        case Judgement.NotMade(Failure failure, ModelUsage usage) ->
            verdict(request, null, failure, List.of(), usage(usage));
        case Judgement.Made(VerdictView view, List<Receipt> receipts, ModelUsage usage) ->
            VerdictSize.fit(verdict(request, view, null, receipts, usage(usage)));
      };
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the verifier stops; " + stopped.getMessage());
    }
  }

  @Override
  public Verdict failure(VerifyRequest request, Failure failure) {
    // what a judge used in the attempt that this speaks of is not known
    boolean unknown =
        request.getChecks().stream().anyMatch(check -> check.getKind() == CheckKind.JUDGE);
    return verdict(
        request, null, failure, List.of(), TokenUsage.newBuilder().setUnreported(unknown).build());
  }

  private static TokenUsage usage(ModelUsage usage) {
    return new TokenUsage(
        usage.inputTokens(),
        usage.outputTokens(),
        usage.cachedTokens(),
        usage.costMicroUsd(),
        !usage.complete(),
        usage.reasoningTokens(),
        usage.cacheWriteTokens());
  }

  private Verdict verdict(
      VerifyRequest request,
      @Nullable VerdictView view,
      @Nullable Failure failure,
      List<Receipt> receipts,
      TokenUsage usage) {
    return Verdict.newBuilder()
        .setEventId(request.getRequest().getRequestId() + "/answer")
        .setLoopId(request.getLoopId())
        .setOccurredAt(clock.instant())
        .setProducer(producer)
        .setRequest(request.getRequest())
        .setView(view)
        .setFailure(failure)
        .setWorkspace(request.getWorkspace())
        .setReceipts(receipts)
        .setUsage(usage)
        .build();
  }
}
