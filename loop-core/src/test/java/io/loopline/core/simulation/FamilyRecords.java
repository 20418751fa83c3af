package io.loopline.core.simulation;

import io.loopline.core.ActionTerms;
import io.loopline.core.Allowance;
import io.loopline.core.Best;
import io.loopline.core.Child;
import io.loopline.core.Dimension;
import io.loopline.core.Effect;
import io.loopline.core.Family;
import io.loopline.core.GoalTerms;
import io.loopline.core.Ledger;
import io.loopline.core.LoopEvent;
import io.loopline.core.ParentLink;
import io.loopline.core.Spawn;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What loops of a family write into each other's inbox; the counterpart of the codec. */
final class FamilyRecords {
  /** One in so many goals of children turns out to be none. */
  private static final int INVALID_ONE_IN = 40;

  private FamilyRecords() {}

  /** The goal of a child: it inherits its parent's terms, and its grant is its budget. */
  static Message.Input spawned(
      String parentId, GoalTerms terms, List<ActionTerms> plan, Effect.SpawnChild effect) {
    Child child = effect.child();
    Spawn spawn = plan.get(child.index()).spawn();
    if (spawn == null) {
      throw new IllegalStateException("its plan spawns nothing: " + effect);
    }
    String objective = spawn.wishes().get(child.ordinal()).objectiveHash();
    Family family =
        new Family(
            objective,
            effect.ancestors(),
            effect.levelsBelow(),
            new ParentLink(parentId, effect.depth()),
            List.of());
    String hash = "hash of " + child.loopId() + " with " + objective;
    LoopEvent goal =
        new LoopEvent.GoalReceived(
            Instant.EPOCH,
            child.loopId(),
            hash,
            Changed.with(terms, "controls", Changed.with(terms.controls(), "permits", List.of())),
            limits(child.grant()),
            Math.floorMod(hash.hashCode(), INVALID_ONE_IN) == 0
                ? List.of("policy: the parent allows none of these tools")
                : List.of(),
            family,
            effect.workspace());
    return new Message.Input(child.loopId(), goal);
  }

  private static Map<Dimension, Long> limits(Allowance grant) {
    return Map.of(
        Dimension.ITERATIONS, grant.iterations(),
        Dimension.TOOL_CALLS, grant.toolCalls(),
        Dimension.TOKENS, grant.tokens(),
        Dimension.COST, grant.costMicroUsd(),
        Dimension.WALL_CLOCK, grant.wallClockMs(),
        Dimension.CHILDREN, grant.children());
  }

  static Message.Input end(String parentId, Effect.EndChild effect) {
    return new Message.Input(
        effect.childId(), new LoopEvent.ParentEnded(Instant.EPOCH, parentId, effect.reason()));
  }

  static Message.Input report(String childId, Effect.ReportToParent effect) {
    Effect.EmitResult result = effect.result();
    Best best = result.best();
    LoopEvent ended =
        new LoopEvent.ChildEnded(
            Instant.EPOCH,
            childId,
            new Child.End(
                result.reason().outcome(),
                best == null ? -1 : best.score(),
                best == null ? null : best.workspace(),
                result.reason() + ", " + result.message()),
            spent(result.ledger()));
    return new Message.Input(effect.parent().loopId(), ended);
  }

  private static Allowance spent(Ledger ledger) {
    return new Allowance(
        ledger.line(Dimension.ITERATIONS).spent(),
        ledger.line(Dimension.TOOL_CALLS).spent(),
        ledger.line(Dimension.TOKENS).spent(),
        ledger.line(Dimension.COST).spent(),
        ledger.line(Dimension.WALL_CLOCK).spent(),
        ledger.line(Dimension.CHILDREN).spent());
  }
}
