package io.loopline.core.simulation;

import io.loopline.core.Effect;
import io.loopline.core.Failure;
import io.loopline.core.LoopEvent;
import io.loopline.core.RequestId;
import io.loopline.core.VerdictDecision;
import io.loopline.core.WorkspaceRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What honest planners, executors and verifiers answer: the one place that makes answer events. */
public final class FakeWorkers {
  private static final Instant UNTIMED = Instant.EPOCH;
  private static final List<String> TOOLS = List.of("workspace", "sql", "http");
  private static final List<VerdictDecision> VERDICTS =
      List.of(
          VerdictDecision.CONTINUE,
          VerdictDecision.CONTINUE,
          VerdictDecision.CONTINUE,
          VerdictDecision.REGRESSED);

  private FakeWorkers() {}

  /** A good answer. */
  public static LoopEvent answer(Effect request, Chance chance) {
    return switch (request) {
      case Effect.RequestPlan plan -> plan(plan.request(), chance);
      case Effect.RequestAction action -> observation(action.request(), action.workspace(), chance);
      case Effect.RequestVerify verify -> verdict(verify.request(), verify.workspace(), chance);
      case Effect.AppendContext _,
          Effect.EvictContext _,
          Effect.KeepGoal _,
          Effect.DropLoopData _,
          Effect.ArmTimer _,
          Effect.CancelTimer _,
          Effect.EmitResult _,
          Effect.SetAside _ ->
          throw new IllegalArgumentException("not a request: " + request);
    };
  }

  /** An answer to any request, of the right kind for its step. */
  public static LoopEvent answer(
      RequestId request, @Nullable WorkspaceRef workspace, Chance chance) {
    return switch (request.step()) {
      case PLAN -> plan(request, chance);
      case ACT -> observation(request, workspace, chance);
      case VERIFY -> verdict(request, workspace, chance);
    };
  }

  /** The answer that a step failed. */
  public static LoopEvent failed(RequestId request, Failure failure, Chance chance) {
    int tokens = chance.below(60);
    return switch (request.step()) {
      case PLAN -> new LoopEvent.PlanAnswered(UNTIMED, request, List.of(), tokens, failure);
      case ACT -> new LoopEvent.ActionObserved(UNTIMED, request, null, tokens, failure);
      case VERIFY ->
          new LoopEvent.VerdictGiven(UNTIMED, request, null, 0, null, "", tokens, failure);
    };
  }

  /** A verdict, honest or not. */
  public static LoopEvent judged(
      RequestId request,
      VerdictDecision decision,
      double score,
      @Nullable WorkspaceRef workspace,
      Chance chance) {
    return new LoopEvent.VerdictGiven(
        UNTIMED, request, decision, score, workspace, "feedback", chance.below(60), null);
  }

  private static LoopEvent plan(RequestId request, Chance chance) {
    int actions = chance.percent(10) ? 0 : 1 + chance.below(TOOLS.size());
    return new LoopEvent.PlanAnswered(
        UNTIMED, request, TOOLS.subList(0, actions), chance.below(60), null);
  }

  private static LoopEvent observation(
      RequestId request, @Nullable WorkspaceRef before, Chance chance) {
    WorkspaceRef after =
        chance.percent(60) ? new WorkspaceRef("w" + chance.below(1_000), 1) : before;
    return new LoopEvent.ActionObserved(UNTIMED, request, after, chance.below(60), null);
  }

  private static LoopEvent verdict(
      RequestId request, @Nullable WorkspaceRef workspace, Chance chance) {
    VerdictDecision decision =
        chance.percent(22)
            ? VerdictDecision.ACHIEVED
            : chance.percent(3) ? VerdictDecision.FATAL : chance.one(VERDICTS);
    return judged(request, decision, chance.below(11) / 10.0, workspace, chance);
  }

  /** The topics that answers come on. */
  public static Topic topic(RequestId request) {
    return switch (request.step()) {
      case PLAN -> Topic.PLANS;
      case ACT -> Topic.OBSERVATIONS;
      case VERIFY -> Topic.VERDICTS;
    };
  }

  /** The request that an answer names; null for an event that is no answer. */
  public static @Nullable RequestId requestOf(LoopEvent event) {
    return switch (event) {
      case LoopEvent.PlanAnswered answer -> answer.request();
      case LoopEvent.ActionObserved answer -> answer.request();
      case LoopEvent.VerdictGiven answer -> answer.request();
      case LoopEvent.GoalReceived _, LoopEvent.CommandReceived _, LoopEvent.TimerFired _ -> null;
    };
  }

  /** Why an answer failed; null for one that did not, and for an event that is no answer. */
  public static @Nullable Failure failureOf(LoopEvent event) {
    return switch (event) {
      case LoopEvent.PlanAnswered answer -> answer.failure();
      case LoopEvent.ActionObserved answer -> answer.failure();
      case LoopEvent.VerdictGiven answer -> answer.failure();
      case LoopEvent.GoalReceived _, LoopEvent.CommandReceived _, LoopEvent.TimerFired _ -> null;
    };
  }
}
