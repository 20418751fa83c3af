package io.loopline.core.simulation;

import io.loopline.core.ActionTerms;
import io.loopline.core.CanonicalBytes;
import io.loopline.core.Effect;
import io.loopline.core.GoalTerms;
import io.loopline.core.Ledger;
import io.loopline.core.LoopEvent;
import io.loopline.core.LoopState;
import io.loopline.core.RequestId;
import io.loopline.core.StopReason;
import io.loopline.core.Transition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records that a decision becomes; the counterpart of the codec. */
final class Outputs {
  private Outputs() {}

  /** The decision's records in order, the audit record last; each knows how many there are. */
  static List<Outgoing> of(
      String loopId, LoopState before, LoopEvent event, Decision.Cause cause, Transition decided) {
    Coordinates input =
        cause instanceof Decision.Cause.OfRecord(Coordinates coordinates) ? coordinates : null;
    List<Outgoing> plain = new ArrayList<>();
    for (Effect effect : decided.effects()) {
      Outgoing record = record(loopId, new Context(before, event, decided.next()), effect, input);
      if (record != null) {
        plain.add(record);
      }
    }
    if (isRecorded(before, decided)) {
      Decision decision = decision(loopId, before, event, cause, decided);
      plain.add(Outgoing.toLoop(Topic.TRANSITIONS, loopId, new Message.Audit(decision), input));
    }
    List<Outgoing> placed = new ArrayList<>();
    for (int i = 0; i < plain.size(); i++) {
      placed.add(
          plain
              .get(i)
              .as(new TopicRecord.Output(loopId, sequence(decided.next()), i, plain.size())));
    }
    return placed;
  }

  /** What a decision started from, and what it came to. */
  private record Context(LoopState before, LoopEvent event, LoopState next) {
    GoalTerms terms() {
      if (before instanceof LoopState.Live live) {
        return live.terms();
      }
      throw new IllegalStateException("only a live loop has children: " + before);
    }

    List<ActionTerms> plan() {
      return PlanAtHand.of(before, event);
    }
  }

  private static @Nullable Outgoing record(
      String loopId, Context context, Effect effect, @Nullable Coordinates input) {
    return switch (effect) {
      case Effect.RequestPlan plan ->
          request(Topic.PLAN_REQUESTS, plan.request(), effect, null, input);
      case Effect.RequestAction action ->
          request(
              Topic.ACTION_REQUESTS,
              action.request(),
              effect,
              context.plan().get(action.request().index()),
              input);
      case Effect.RequestMerge merge ->
          request(Topic.ACTION_REQUESTS, merge.request(), effect, null, input);
      case Effect.RequestVerify verify ->
          request(Topic.VERIFY_REQUESTS, verify.request(), effect, null, input);
      case Effect.EmitResult result ->
          Outgoing.toLoop(Topic.RESULTS, loopId, new Message.Result(loopId, result), input);
      case Effect.SetAside aside -> input == null ? null : letter(input, aside.reason().name());
      case Effect.SpawnChild spawn ->
          inbox(FamilyRecords.spawned(loopId, context.terms(), context.plan(), spawn), input);
      case Effect.EndChild end -> inbox(FamilyRecords.end(loopId, end), input);
      case Effect.ReportToParent report -> inbox(FamilyRecords.report(loopId, report), input);
      case Effect.SignalWorkers signal ->
          Outgoing.toLoop(Topic.WORKER_SIGNALS, loopId, new Message.Signal(signal), input);
      case Effect.AcquirePermit permit -> permit(permit.label(), loopId, true, input);
      case Effect.ReleasePermit permit -> permit(permit.label(), loopId, false, input);
      case Effect.KeepGoal _,
          Effect.AppendObservation _,
          Effect.Compact _,
          Effect.AppendContext _,
          Effect.AppendNote _,
          Effect.EvictContext _,
          Effect.DropLoopData _,
          Effect.ArmTimer _,
          Effect.CancelTimer _ ->
          null;
    };
  }

  private static Outgoing permit(
      String label, String loopId, boolean wanted, @Nullable Coordinates input) {
    return new Outgoing(
        Topic.PERMITS,
        Broker.partitionOf(label),
        label,
        new Message.Permit(label, loopId, wanted),
        input,
        null);
  }

  private static Outgoing inbox(Message.Input message, @Nullable Coordinates input) {
    return Outgoing.toLoop(Topic.INBOX, message.loopId(), message, input);
  }

  private static Outgoing request(
      Topic topic,
      RequestId request,
      Effect effect,
      @Nullable ActionTerms action,
      @Nullable Coordinates input) {
    return Outgoing.toLoop(
        topic, request.loopId(), new Message.Request(request, effect, action), input);
  }

  /** A dead letter; it lies on the partition of what it sets aside. */
  static Outgoing letter(Coordinates source, String reason) {
    return new Outgoing(
        Topic.DEAD_LETTERS,
        source.partition(),
        source.toString(),
        new Message.Letter(source, reason),
        source,
        null);
  }

  /** As in the product: what changes nothing, or leaves no loop behind, has no audit record. */
  private static boolean isRecorded(LoopState before, Transition decided) {
    return !(decided.next() instanceof LoopState.Absent) && !decided.next().equals(before);
  }

  private static Decision decision(
      String loopId, LoopState before, LoopEvent event, Decision.Cause cause, Transition decided) {
    LoopState next = decided.next();
    Effect.EmitResult result = result(decided);
    Ledger ledger =
        next instanceof LoopState.Live live
            ? live.ledger()
            : result == null ? null : result.ledger();
    StopReason reason = result == null ? null : result.reason();
    return new Decision(
        loopId,
        sequence(next),
        cause,
        event.at(),
        event.getClass().getSimpleName(),
        decided.disposition(),
        decided.note(),
        decided.changes(),
        phase(before),
        phase(next),
        next instanceof LoopState.Live live ? live.iteration() : 0,
        ledger,
        reason,
        decided.effects().stream().map(each -> each.getClass().getSimpleName()).toList(),
        CanonicalBytes.sha256((Record) next));
  }

  private static Effect.@Nullable EmitResult result(Transition decided) {
    for (Effect effect : decided.effects()) {
      if (effect instanceof Effect.EmitResult result) {
        return result;
      }
    }
    return null;
  }

  private static long sequence(LoopState state) {
    return switch (state) {
      case LoopState.Absent _ -> 0;
      case LoopState.Live live -> live.sequence();
      case LoopState.Terminated ended -> ended.sequence();
    };
  }

  static String phase(LoopState state) {
    return switch (state) {
      case LoopState.Absent _ -> "Absent";
      case LoopState.Live live -> live.phase().getClass().getSimpleName();
      case LoopState.Terminated _ -> "Terminated";
    };
  }
}
