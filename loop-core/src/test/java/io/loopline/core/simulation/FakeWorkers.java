package io.loopline.core.simulation;

import io.loopline.core.ActionSignature;
import io.loopline.core.ActionTerms;
import io.loopline.core.Effect;
import io.loopline.core.EffectClass;
import io.loopline.core.Failure;
import io.loopline.core.FailureKind;
import io.loopline.core.LoopEvent;
import io.loopline.core.RequestId;
import io.loopline.core.VerdictDecision;
import io.loopline.core.WorkspaceRef;
import java.time.Instant;
import java.util.ArrayList;
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
  public static LoopEvent answer(Job job, Chance chance) {
    return answer(job.request(), workspace(job.effect()), job.temper(), chance);
  }

  /** An answer to any request, of the right kind for its step. */
  public static LoopEvent answer(
      RequestId request, @Nullable WorkspaceRef workspace, Chance chance) {
    return answer(request, workspace, Temper.VARIED, chance);
  }

  private static LoopEvent answer(
      RequestId request, @Nullable WorkspaceRef workspace, Temper temper, Chance chance) {
    return switch (request.step()) {
      case PLAN -> plan(request, temper, chance);
      case ACT -> observation(request, workspace, temper, chance);
      case VERIFY -> verdict(request, workspace, temper, chance);
    };
  }

  private static @Nullable WorkspaceRef workspace(Effect request) {
    return switch (request) {
      case Effect.RequestPlan plan -> plan.workspace();
      case Effect.RequestAction action -> action.workspace();
      case Effect.RequestMerge merge -> merge.base();
      case Effect.RequestVerify verify -> verify.workspace();
      default -> throw new IllegalArgumentException("not a request: " + request);
    };
  }

  /** The answer that a step failed. */
  public static LoopEvent failed(RequestId request, Failure failure, Chance chance) {
    int tokens = chance.below(60);
    return switch (request.step()) {
      case PLAN ->
          new LoopEvent.PlanAnswered(UNTIMED, request, List.of(), List.of(), tokens, failure);
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

  private static LoopEvent plan(RequestId request, Temper temper, Chance chance) {
    return switch (temper) {
      case VARIED -> varied(request, chance);
      case SAME_RESULT, SAME_ERROR -> planned(request, "sql", 7, chance);
      case TAKES_TURNS -> planned(request, TOOLS.get(turn(request)), turn(request), chance);
      case NO_PLAN -> planned(request, List.of(), List.of(), chance);
    };
  }

  private static LoopEvent varied(RequestId request, Chance chance) {
    int actions = chance.percent(10) ? 0 : 1 + chance.below(TOOLS.size());
    List<ActionSignature> signatures = new ArrayList<>();
    for (int i = 0; i < actions; i++) {
      signatures.add(new ActionSignature(chance.below(50), chance.percent(20)));
    }
    return planned(request, TOOLS.subList(0, actions), signatures, chance);
  }

  private static LoopEvent planned(RequestId request, String tool, long arguments, Chance chance) {
    return planned(request, List.of(tool), List.of(new ActionSignature(arguments, false)), chance);
  }

  private static LoopEvent planned(
      RequestId request, List<String> tools, List<ActionSignature> signatures, Chance chance) {
    return new LoopEvent.PlanAnswered(
        UNTIMED, request, actions(tools), signatures, chance.below(60), null);
  }

  /** Planned actions that run these tools, one after the other. */
  static List<ActionTerms> actions(List<String> tools) {
    return tools.stream().map(tool -> new ActionTerms(tool, EffectClass.PURE)).toList();
  }

  private static int turn(RequestId request) {
    return request.iteration() % 2;
  }

  private static LoopEvent observation(
      RequestId request, @Nullable WorkspaceRef before, Temper temper, Chance chance) {
    return switch (temper) {
      case VARIED, NO_PLAN ->
          observed(
              request,
              chance.percent(60) ? new WorkspaceRef("w" + chance.below(1_000), 1) : before,
              chance);
      case SAME_RESULT -> observed(request, before, chance);
      case TAKES_TURNS -> observed(request, new WorkspaceRef("w" + turn(request), 1), chance);
      case SAME_ERROR ->
          failed(request, new Failure(FailureKind.TOOL_FAILED, "the same again", null), chance);
    };
  }

  private static LoopEvent observed(
      RequestId request, @Nullable WorkspaceRef after, Chance chance) {
    return new LoopEvent.ActionObserved(UNTIMED, request, after, chance.below(60), null);
  }

  private static LoopEvent verdict(
      RequestId request, @Nullable WorkspaceRef workspace, Temper temper, Chance chance) {
    if (temper != Temper.VARIED) {
      return judged(request, VerdictDecision.CONTINUE, 0.5, workspace, chance);
    }
    VerdictDecision decision =
        chance.percent(15)
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
      case LoopEvent.GoalReceived _,
          LoopEvent.CommandReceived _,
          LoopEvent.ActionClaimed _,
          LoopEvent.ChildEnded _,
          LoopEvent.ParentEnded _,
          LoopEvent.PermitGranted _,
          LoopEvent.TimerFired _ ->
          null;
    };
  }

  /** Why an answer failed; null for one that did not, and for an event that is no answer. */
  public static @Nullable Failure failureOf(LoopEvent event) {
    return switch (event) {
      case LoopEvent.PlanAnswered answer -> answer.failure();
      case LoopEvent.ActionObserved answer -> answer.failure();
      case LoopEvent.VerdictGiven answer -> answer.failure();
      case LoopEvent.GoalReceived _,
          LoopEvent.CommandReceived _,
          LoopEvent.ActionClaimed _,
          LoopEvent.ChildEnded _,
          LoopEvent.ParentEnded _,
          LoopEvent.PermitGranted _,
          LoopEvent.TimerFired _ ->
          null;
    };
  }
}
