package io.loopline.codec;

import io.loopline.codec.goal.Projections;
import io.loopline.core.Best;
import io.loopline.core.Controls;
import io.loopline.core.Effect;
import io.loopline.event.CheckResult;
import io.loopline.event.ContextEntry;
import io.loopline.event.Goal;
import io.loopline.event.LoopResult;
import io.loopline.event.Outcome;
import io.loopline.event.StopReason;
import io.loopline.event.VerdictView;
import java.util.List;

/** The end of a loop as an event. */
final class ResultEvent {
  private ResultEvent() {}

  /**
   * The result.
   *
   * @param controls of the loop that ends; none for one that never began
   */
  static LoopResult encode(
      Effect.EmitResult effect, Envelope envelope, LoopData data, Controls controls) {
    Goal goal = data.goal();
    LoopResult.Builder result =
        LoopResult.newBuilder()
            .setEventId(envelope.eventId())
            .setLoopId(envelope.loopId())
            .setOccurredAt(envelope.at())
            .setProducer(envelope.producer())
            .setDecision(envelope.decision())
            .setOutcome(Symbols.translate(effect.reason().outcome(), Outcome.class))
            .setStopReason(Symbols.translate(effect.reason(), StopReason.class))
            .setMessage(effect.message())
            .setObjective(goal.getObjective())
            .setGoalHash(effect.goalHash())
            .setIterations(effect.iterations())
            .setLedger(LedgerCodec.encode(effect.ledger()))
            .setMissing(effect.errors())
            .setStartedAt(effect.startedAt())
            .setEndedAt(effect.endedAt())
            .setLabels(goal.getLabels())
            .setRequestedBy(goal.getRequestedBy())
            .setProjection(
                Projections.of(
                    goal,
                    ModelTermsCodec.encode(controls.model()),
                    ModelTermsCodec.encode(controls.judge())));
    Best best = effect.best();
    if (best != null) {
      ContextEntry row = data.row(best.sequence());
      result
          .setBest(row.getVerdict())
          .setReceipts(row.getReceipts())
          .setWorkspace(WorkspaceCodec.encode(best.workspace()))
          .setMissing(missing(row.getVerdict()));
    }
    return result.build();
  }

  private static List<String> missing(VerdictView best) {
    return best.getChecks().stream()
        .filter(check -> !check.getPassed())
        .map(ResultEvent::describe)
        .toList();
  }

  private static String describe(CheckResult check) {
    return "%s%s: expected %s, found %s"
        .formatted(
            check.getName(),
            check.getRequired() ? "" : " (optional)",
            check.getExpected(),
            check.getFound());
  }
}
