package io.loopline.core;

import static io.loopline.core.Fixture.at;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Parents and children for tests. */
final class Kin {
  static final Map<Dimension, Long> LIMITS =
      Map.of(
          Dimension.ITERATIONS, 3L,
          Dimension.TOOL_CALLS, 20L,
          Dimension.TOKENS, 1_000L,
          Dimension.COST, 900L,
          Dimension.CHILDREN, 6L,
          Dimension.WALL_CLOCK, 600_000L);
  static final Allowance UNSAID =
      new Allowance(
          5,
          Allowance.UNSAID,
          Allowance.UNSAID,
          Allowance.UNSAID,
          Allowance.UNSAID,
          Allowance.UNSAID);
  static final RequestId ACTION = Fixture.act(1, 0, 1);

  private Kin() {}

  static LoopEvent goal(Family family) {
    return new LoopEvent.GoalReceived(
        Fixture.START, Fixture.LOOP, "hash-1", Fixture.TERMS, LIMITS, List.of(), family, null);
  }

  /** A loop whose only action spawns so many children. */
  static Given spawning(Join join, int quorum, int children) {
    return spawning(
        new Spawn(
            join,
            quorum,
            IntStream.range(0, children).mapToObj(i -> wish("objective-" + (i + 1))).toList()));
  }

  static Given spawning(Spawn spawn) {
    return spawning(Fixture.FAMILY, spawn);
  }

  static Given spawning(Family family, Spawn spawn) {
    return Given.given(goal(family)).when(planned(spawn));
  }

  static LoopEvent planned(Spawn spawn) {
    return new LoopEvent.PlanAnswered(
        at(1),
        Fixture.plan(1, 1),
        List.of(new ActionTerms("loop.fanout", EffectClass.IDEMPOTENT, false, spawn)),
        List.of(Fixture.signature("loop.fanout")),
        10,
        null);
  }

  static Spawn.Wish wish(String objective) {
    return wish(objective, UNSAID);
  }

  static Spawn.Wish wish(String objective, Allowance asked) {
    return new Spawn.Wish(objective, asked, 2, "");
  }

  static String child(int ordinal) {
    return ChildIds.of(ACTION, ordinal);
  }

  /** One tool call, 10 tokens and 5 micro-USD were spent. */
  static LoopEvent ended(
      double at, int ordinal, Outcome outcome, double score, @Nullable WorkspaceRef workspace) {
    return new LoopEvent.ChildEnded(
        at(at),
        child(ordinal),
        new Child.End(outcome, score, workspace, "why"),
        new Allowance(1, 1, 10, 5, 100, 0));
  }
}
