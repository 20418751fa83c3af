package io.loopline.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts the child loops of an action; a child that is refused has ended before it began. */
final class Spawning {
  /** A child ends by its own wall clock; its result has this much longer to arrive, in seconds. */
  static final long RESULT_MARGIN_SECONDS = 60;

  /** What becomes of a wish; {@code refusal} is null when the child starts. */
  private record Answer(Allowance grant, @Nullable String refusal) {}

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
    List<Instant> deadlines = new ArrayList<>();
    List<Answer> answers = answers(draft, spawn);
    for (int ordinal = 0; ordinal < answers.size(); ordinal++) {
      Answer answer = answers.get(ordinal);
      String refusal = answer.refusal();
      Child child =
          refusal == null
              ? born(draft, executing, action, ordinal, answer.grant())
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

  /** Cuts off what the children get; none gets anything when too few would for their join. */
  private static List<Answer> answers(Draft draft, Spawn spawn) {
    Ledger before = draft.ledger;
    List<Answer> answers = new ArrayList<>();
    int born = 0;
    for (Spawn.Wish wish : spawn.wishes()) {
      Allowance grant = Grants.grant(wish.asked(), draft, before, spawn.wishes().size());
      String refusal = refusal(draft, wish, grant);
      if (refusal == null) {
        draft.ledger = Grants.reserve(draft.ledger, grant);
        born++;
      }
      answers.add(new Answer(grant, refusal));
    }
    if (spawn.join() != Join.QUORUM || born >= spawn.quorum()) {
      return answers;
    }
    draft.ledger = before;
    String hopeless =
        "only %d of the %d that have to succeed can start".formatted(born, spawn.quorum());
    return answers.stream()
        .map(each -> each.refusal() == null ? new Answer(each.grant(), hopeless) : each)
        .toList();
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
