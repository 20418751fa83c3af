package io.loopline.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopline.codec.goal.ChildGoal;
import io.loopline.codec.goal.GoalEnvelope;
import io.loopline.codec.goal.GoalHash;
import io.loopline.codec.goal.GoalResolutions;
import io.loopline.codec.goal.SpawnArguments;
import io.loopline.core.Allowance;
import io.loopline.core.Child;
import io.loopline.core.Controls;
import io.loopline.core.Effect;
import io.loopline.core.ModelTerms;
import io.loopline.event.ActionSpec;
import io.loopline.event.Budgets;
import io.loopline.event.Goal;
import io.loopline.event.InputKind;
import io.loopline.event.LoopInput;
import io.loopline.event.ParentRef;
import io.loopline.event.PlannerKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What loops send each other, as inputs of the receiving loop. */
final class ChildEvents {
  private ChildEvents() {}

  /**
   * A goal for a child.
   *
   * @param model what plans for the parent; a child that a model plans for has the same
   */
  static LoopInput spawn(
      Effect.SpawnChild effect, Envelope envelope, LoopData data, @Nullable ModelTerms model) {
    Child child = effect.child();
    ActionSpec action = data.row(effect.planSequence()).getPlan().getActions().get(child.index());
    JsonNode document =
        SpawnArguments.read(action.getTool(), action.getArgumentsJson())
            .orElseThrow(() -> new IllegalStateException("bug: a plan that spawned is unreadable"))
            .goals()
            .get(child.ordinal());
    ParentRef link =
        ParentRef.newBuilder()
            .setLoopId(envelope.loopId())
            .setIteration(child.iteration())
            .setIndex(child.index())
            .setDepth(effect.depth())
            .setGrant(budgets(child.grant(), effect.levelsBelow()))
            .setAncestorObjectives(effect.ancestors())
            .setWorkspace(WorkspaceCodec.encode(effect.workspace()))
            .build();
    Goal goal =
        ChildGoal.of(
            document,
            data.goal(),
            new GoalEnvelope(envelope.eventId(), envelope.at(), envelope.producer()),
            child.loopId(),
            link);
    return input(envelope, child.loopId(), InputKind.SPAWN)
        .setGoal(goal)
        .setGoalHash(GoalHash.of(goal))
        .setResolution(
            GoalResolutions.of(
                goal,
                goal.getPlanner().getKind() == PlannerKind.LLM
                    ? ModelTermsCodec.encode(model)
                    : null,
                null,
                List.of()))
        .setErrors(ChildGoal.errors(goal, data.goal(), action.getTool()))
        .build();
  }

  static LoopInput end(Effect.EndChild effect, Envelope envelope) {
    return input(envelope, effect.childId(), InputKind.CASCADE).setReason(effect.reason()).build();
  }

  static LoopInput report(
      Effect.ReportToParent effect, Envelope envelope, LoopData data, Controls controls) {
    return input(envelope, effect.parent().loopId(), InputKind.CHILD_RESULT)
        .setChildResult(ResultEvent.encode(effect.result(), envelope, data, controls))
        .build();
  }

  private static LoopInput.Builder input(Envelope envelope, String receiver, InputKind kind) {
    return LoopInput.newBuilder()
        .setEventId(envelope.eventId())
        .setLoopId(receiver)
        .setOccurredAt(envelope.at())
        .setProducer(envelope.producer())
        .setKind(kind)
        .setSender(envelope.loopId())
        .setDecision(envelope.decision());
  }

  private static Budgets budgets(Allowance grant, int levelsBelow) {
    return Budgets.newBuilder()
        .setIterations(Math.toIntExact(grant.iterations()))
        .setToolCalls(Math.toIntExact(grant.toolCalls()))
        .setTokens(grant.tokens())
        .setCostMicroUsd(grant.costMicroUsd())
        .setWallClockMs(grant.wallClockMs())
        .setChildren(Math.toIntExact(grant.children()))
        .setDepth(levelsBelow)
        .build();
  }
}
