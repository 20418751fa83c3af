package io.loopline.codec;

import io.loopline.core.Caps;
import io.loopline.core.Effect;
import io.loopline.core.RequestId;
import io.loopline.event.ActionLimits;
import io.loopline.event.ActionRequest;
import io.loopline.event.ActionSpec;
import io.loopline.event.ContextEntry;
import io.loopline.event.Goal;
import io.loopline.event.NamedInput;
import io.loopline.event.PlanCaps;
import io.loopline.event.PlanRequest;
import io.loopline.event.PlannerKind;
import io.loopline.event.Strategy;
import io.loopline.event.SummaryOrder;
import io.loopline.event.VerifyRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests to the workers: the machine's decision with the texts it points at. */
final class RequestEvents {
  /** The contract's own limits; read only. */
  private static final ActionLimits LIMITS = ActionLimits.newBuilder().build();

  private RequestEvents() {}

  static PlanRequest plan(Effect.RequestPlan effect, Envelope envelope, LoopData data) {
    Goal goal = data.goal();
    List<ContextEntry> window =
        effect.context().stream().map(data::row).map(RequestEvents::withoutReceipts).toList();
    return PlanRequest.newBuilder()
        .setEventId(envelope.eventId())
        .setLoopId(envelope.loopId())
        .setOccurredAt(envelope.at())
        .setProducer(envelope.producer())
        .setRequest(RequestCodec.encode(effect.request()))
        .setDecision(envelope.decision())
        .setExpiresAt(effect.expiresAt())
        .setObjective(goal.getObjective())
        .setConstraints(goal.getConstraints())
        .setInputs(goal.getInputs())
        .setPolicy(goal.getPolicy())
        .setPlanner(goal.getPlanner())
        .setContext(WindowSize.fit(window))
        .setLedger(LedgerCodec.encode(effect.ledger()))
        .setCaps(caps(effect.caps()))
        .setWrapUp(WrapUp.words(effect.ledger()))
        .setWorkspace(WorkspaceCodec.encode(effect.workspace()))
        .setStrategy(strategy(effect.strategy()))
        .setLabels(goal.getMemory() == null ? Map.of() : goal.getLabels())
        .setMemory(goal.getMemory())
        .setChecks(goal.getPlanner().getKind() == PlannerKind.LLM ? goal.getChecks() : List.of())
        .setSummary(summary(effect.summary(), data))
        .build();
  }

  private static Strategy strategy(io.loopline.core.Strategy strategy) {
    return new Strategy(
        strategy.level(), strategy.temperatureStep(), strategy.modelStep(), strategy.shrunk());
  }

  private static @Nullable SummaryOrder summary(
      Effect.@Nullable SummaryOrder order, LoopData data) {
    if (order == null) {
      return null;
    }
    int last = data.row(order.rows().getLast()).getIteration();
    return new SummaryOrder(order.rows(), last, order.tokens(), caps(order.caps()));
  }

  private static PlanCaps caps(Caps caps) {
    return new PlanCaps(caps.inputTokens(), caps.outputTokens(), caps.cost());
  }

  static ActionRequest action(Effect.RequestAction effect, Envelope envelope, LoopData data) {
    Goal goal = data.goal();
    RequestId request = effect.request();
    ActionSpec action = data.row(effect.planSequence()).getPlan().getActions().get(request.index());
    return executorRequest(request, effect.expiresAt(), envelope, goal)
        .setAction(action)
        .setWorkspace(WorkspaceCodec.encode(effect.workspace()))
        .setReconcile(effect.reconcile())
        .build();
  }

  static ActionRequest merge(Effect.RequestMerge effect, Envelope envelope, LoopData data) {
    ActionRequest.Builder request =
        executorRequest(effect.request(), effect.expiresAt(), envelope, data.goal())
            .setWorkspace(WorkspaceCodec.encode(effect.base()));
    return MergeCodec.into(request, effect).build();
  }

  private static ActionRequest.Builder executorRequest(
      RequestId request, Instant expiresAt, Envelope envelope, Goal goal) {
    return ActionRequest.newBuilder()
        .setEventId(envelope.eventId())
        .setLoopId(envelope.loopId())
        .setOccurredAt(envelope.at())
        .setProducer(envelope.producer())
        .setRequest(RequestCodec.encode(request))
        .setDecision(envelope.decision())
        .setExpiresAt(expiresAt)
        .setInputs(files(goal))
        .setPolicy(goal.getPolicy())
        .setLimits(limits(goal))
        .setIdempotencyKey(idempotencyKey(request));
  }

  static VerifyRequest verify(Effect.RequestVerify effect, Envelope envelope, LoopData data) {
    Goal goal = data.goal();
    return VerifyRequest.newBuilder()
        .setEventId(envelope.eventId())
        .setLoopId(envelope.loopId())
        .setOccurredAt(envelope.at())
        .setProducer(envelope.producer())
        .setRequest(RequestCodec.encode(effect.request()))
        .setDecision(envelope.decision())
        .setExpiresAt(effect.expiresAt())
        .setObjective(goal.getObjective())
        .setChecks(goal.getChecks())
        .setInputs(goal.getInputs())
        .setPolicy(goal.getPolicy())
        .setWorkspace(WorkspaceCodec.encode(effect.workspace()))
        .setObservations(
            effect.observations().stream()
                .map(sequence -> data.row(sequence).getObservation())
                .toList())
        .setPlannedActions(effect.plannedActions())
        .setLedger(LedgerCodec.encode(effect.ledger()))
        .setCaps(caps(effect.caps()))
        .setBestScore(effect.bestScore())
        .build();
  }

  /** Shares the other parts: a builder would copy all texts of the row. */
  private static ContextEntry withoutReceipts(ContextEntry row) {
    return row.getReceipts().isEmpty()
        ? row
        : new ContextEntry(
            row.getSequence(),
            row.getKind(),
            row.getIteration(),
            row.getPlan(),
            row.getObservation(),
            row.getVerdict(),
            row.getText(),
            List.of(),
            row.getSearches());
  }

  private static ActionLimits limits(Goal goal) {
    return new ActionLimits(
        goal.getTimeouts().getActionMs(),
        LIMITS.getMemoryBytes(),
        LIMITS.getOutputBytes(),
        LIMITS.getWorkspaceBytes());
  }

  private static List<NamedInput> files(Goal goal) {
    return goal.getInputs().stream().filter(input -> input.getArtifact() != null).toList();
  }

  /** Stable across attempts, so that a repeated attempt has one effect. */
  private static String idempotencyKey(RequestId request) {
    return Hashes.sha256(request.loopId() + "/" + request.iteration() + "/" + request.index());
  }
}
