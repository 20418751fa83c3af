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
  private static final List<String> TOOLS = List.of("workspace", "sql", "http", "search");
  private static final List<VerdictDecision> VERDICTS =
      List.of(
          VerdictDecision.CONTINUE,
          VerdictDecision.CONTINUE,
          VerdictDecision.CONTINUE,
          VerdictDecision.REGRESSED);

  private FakeWorkers() {}

  /** A good answer. */
  public static LoopEvent answer(Job job, Chance chance) {
    if (job.effect() instanceof Effect.RequestMerge merge) {
      return merged(merge, chance);
    }
    return job.tookEffect() == null
        ? answer(job.request(), workspace(job.effect()), job.temper(), chance)
        : reconciled(job, job.tookEffect(), chance);
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

  private static LoopEvent reconciled(Job job, boolean tookEffect, Chance chance) {
    return tookEffect
        ? observed(job.request(), new WorkspaceRef("r" + chance.below(1_000), 1), chance)
        : failed(job.request(), new Failure(FailureKind.TOOL_FAILED, "it never ran", null), chance);
  }

  private static LoopEvent merged(Effect.RequestMerge merge, Chance chance) {
    List<Effect.MergeSource> sources = merge.sources();
    int loser = chance.below(sources.size());
    return new LoopEvent.ActionObserved(
        UNTIMED,
        merge.request(),
        new WorkspaceRef("m" + chance.below(1_000), 1),
        chance.below(60),
        null,
        chance.percent(25)
            ? List.of(
                new LoopEvent.Conflict(
                    sources.get(loser).index(),
                    sources.get((loser + 1) % sources.size()).index(),
                    "report.md"))
            : List.of());
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
      case VARIED -> varied(request, 4, chance);
      case FAMILY -> varied(request, 50, chance);
      case SAME_RESULT, SAME_ERROR -> planned(request, "sql", 7, chance);
      case TAKES_TURNS -> planned(request, TOOLS.get(turn(request)), turn(request), chance);
      case NO_PLAN -> planned(request, List.of(), List.of(), chance);
    };
  }

  /** A plan in which so many of a hundred actions start child loops. */
  private static LoopEvent varied(RequestId request, int spawning, Chance chance) {
    int length = chance.percent(10) ? 0 : 1 + chance.below(TOOLS.size());
    List<ActionTerms> actions = new ArrayList<>();
    List<ActionSignature> signatures = new ArrayList<>();
    boolean beside = chance.percent(30);
    for (int i = 0; i < length; i++) {
      actions.add(
          chance.percent(spawning)
              ? Kindred.action(chance)
              : action(TOOLS.get(i), beside && chance.percent(85), chance));
      signatures.add(new ActionSignature(chance.below(50), chance.percent(20)));
    }
    return new LoopEvent.PlanAnswered(
        UNTIMED, request, actions, signatures, chance.below(60), null);
  }

  private static ActionTerms action(String tool, boolean parallel, Chance chance) {
    return chance.percent(15)
        ? new ActionTerms("mail", EffectClass.ONCE, parallel, null)
        : new ActionTerms(
            tool, chance.percent(80) ? EffectClass.PURE : EffectClass.IDEMPOTENT, parallel, null);
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
      case VARIED, FAMILY, NO_PLAN ->
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
    if (temper != Temper.VARIED && temper != Temper.FAMILY) {
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
