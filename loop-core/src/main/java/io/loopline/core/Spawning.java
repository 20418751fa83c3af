package io.loopline.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts the child loops of an action; a child that is refused has ended before it began. */
final class Spawning {
  /** A child ends by its own wall clock; its result has this much longer to arrive, in seconds. */
  static final long RESULT_MARGIN_SECONDS = 60;

  private Spawning() {}

  static void start(Draft draft, Phase.Executing executing, RequestId action, Spawn spawn) {
    if (Requests.outOfTime(draft)) {
      return;
    }
    if (draft.paused) {
      draft.phase =
          executing.with(action.index(), new ActionStatus.BackingOff(action, draft.at, false));
      return;
    }
    Ledger before = draft.ledger;
    List<Instant> deadlines = new ArrayList<>();
    for (int ordinal = 0; ordinal < spawn.wishes().size(); ordinal++) {
      Spawn.Wish wish = spawn.wishes().get(ordinal);
      Allowance grant = Grants.grant(wish.asked(), draft, before, spawn.wishes().size());
      String refusal = refusal(draft, wish, grant);
      Child child =
          refusal == null
              ? born(draft, executing, action, ordinal, grant)
              : refused(draft, action, ordinal, refusal);
      draft.family = draft.family.with(child);
      deadlines.add(child.deadline());
    }
    draft.lastIssued = action;
    Instant until = deadlines.stream().max(Instant::compareTo).orElse(draft.at);
    Phase.Executing joining =
        executing.with(action.index(), new ActionStatus.Joining(action, until));
    draft.phase = joining;
    Joins.check(draft, joining, action);
  }

  private static @Nullable String refusal(Draft draft, Spawn.Wish wish, Allowance grant) {
    if (!wish.problem().isEmpty()) {
      return "its goal is not valid: " + wish.problem();
    }
    if (draft.family.levelsBelow() < 1) {
      return "the depth of %d child loops is reached".formatted(draft.family.depth());
    }
    if (draft.family.lineage().contains(wish.objectiveHash())) {
      return "its objective is that of a loop above it";
    }
    return Grants.refusal(grant, draft);
  }

  private static Child born(
      Draft draft, Phase.Executing executing, RequestId action, int ordinal, Allowance grant) {
    Spawn.Wish wish = spawn(executing, action).wishes().get(ordinal);
    Child child =
        new Child(
            ChildIds.of(action, ordinal),
            action.iteration(),
            action.index(),
            ordinal,
            grant,
            draft.at.plusMillis(grant.wallClockMs()).plusSeconds(RESULT_MARGIN_SECONDS),
            false,
            null);
    draft.ledger = Grants.reserve(draft.ledger, grant);
    draft.effect(
        new Effect.SpawnChild(
            child,
            executing.planSequence(),
            draft.family.depth() + 1,
            Math.min(wish.depth(), draft.family.levelsBelow() - 1),
            draft.family.lineage(),
            draft.workspace));
    return child;
  }

  private static Child refused(Draft draft, RequestId action, int ordinal, String refusal) {
    return new Child(
        ChildIds.of(action, ordinal),
        action.iteration(),
        action.index(),
        ordinal,
        Allowance.NONE,
        draft.at,
        false,
        Child.End.of(Outcome.REJECTED, "refused: " + refusal));
  }

  /** What the action of a request asks for; a bug of the caller when it spawns nothing. */
  static Spawn spawn(Phase.Executing executing, RequestId action) {
    Spawn spawn = executing.actions().get(action.index()).spawn();
    if (spawn == null) {
      throw new IllegalStateException("bug: " + action + " spawns nothing");
    }
    return spawn;
  }
}
