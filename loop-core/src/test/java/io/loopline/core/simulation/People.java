package io.loopline.core.simulation;

import io.loopline.core.AdaptiveTerms;
import io.loopline.core.ApprovalTerms;
import io.loopline.core.ContextTerms;
import io.loopline.core.Controls;
import io.loopline.core.Dimension;
import io.loopline.core.FailureKind;
import io.loopline.core.Family;
import io.loopline.core.GoalTerms;
import io.loopline.core.GuardTerms;
import io.loopline.core.LoopEvent;
import io.loopline.core.ModelTerms;
import io.loopline.core.RetryPolicy;
import io.loopline.core.StuckTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who asks for loops: one to four goals of all sorts, a few of them invalid. */
public final class People {
  private static final Duration RETENTION = Duration.ofDays(2);
  private static final List<Long> ITERATIONS = List.of(0L, 1L, 2L, 5L, 25L);
  private static final List<Long> CALLS = List.of(0L, 2L, 4L, 9L, 30L);
  private static final List<Long> CHILDREN = List.of(0L, 8L, 30L, 30L);
  private static final List<Long> TOKENS = List.of(0L, 900L, 4_000L, 20_000L);
  private static final List<Long> COSTS = List.of(0L, 3_000L, 12_000L, 60_000L);

  /** One that is dear, one that takes little at once, one that costs nothing. */
  private static final List<ModelTerms> MODELS =
      List.of(
          new ModelTerms("dear", 1_000_000, 100_000, 4_000_000, 10_000, 1_000, 40),
          new ModelTerms("small", 200_000, 200_000, 300_000, 700, 300, 100),
          new ModelTerms("own", 0, 0, 0, 4_000, 400, 60));

  private static final ModelTerms JUDGE =
      new ModelTerms("judge", 3_000_000, 300_000, 5_000_000, 10_000, 300, 600);
  private static final List<List<String>> PERMITS =
      List.of(List.of("team=a"), List.of("team=a", "team=b"), List.of("team=b"));
  private static final List<Integer> LEVELS = List.of(0, 1, 2, 3, 3, 3);
  private static final List<Long> CLOCKS_MS = List.of(0L, 3_000L, 60_000L, 600_000L, 1_800_000L);
  private static final List<Long> TIMEOUTS_MS = List.of(1_500L, 8_000L, 60_000L);
  private static final List<GuardTerms> GUARDS =
      List.of(
          GuardTerms.DEFAULT,
          GuardTerms.DEFAULT,
          new GuardTerms(
              new StuckTerms(true, 2, 2, 4, 2, 4, 3, 2, List.of("sql")),
              new AdaptiveTerms(true, 2, 1, 1, 50),
              new ContextTerms(ContextTerms.Summarizer.DIGEST, 60, 20)),
          new GuardTerms(
              new StuckTerms(true, 3, 0, 0, 2, 0, 3, 0, List.of()),
              new AdaptiveTerms(false, 3, 2, 2, 80),
              new ContextTerms(ContextTerms.Summarizer.NONE, 100, 20)),
          new GuardTerms(
              new StuckTerms(false, 4, 3, 6, 3, 5, 5, 3, List.of()),
              AdaptiveTerms.DEFAULT,
              ContextTerms.DEFAULT));
  private static final List<List<FailureKind>> NEVER_AGAIN =
      List.of(List.of(), List.of(FailureKind.RATE_LIMITED, FailureKind.TIMEOUT));

  private final List<LoopEvent.GoalReceived> goals = new ArrayList<>();

  People(Chance chance) {
    int loops = 1 + chance.below(4);
    for (int i = 0; i < loops; i++) {
      goals.add(goal("loop-" + (char) ('a' + i), chance.fork("goal " + i)));
    }
  }

  public List<LoopEvent.GoalReceived> goals() {
    return goals;
  }

  /** A loop id that is asked for in this run. */
  public String anyLoop(Chance chance) {
    return chance.one(goals).loopId();
  }

  /** Another goal under the same id. */
  public static LoopEvent.GoalReceived changed(LoopEvent.GoalReceived goal, Chance chance) {
    return Changed.with(goal, "goalHash", goal.goalHash() + "-other-" + chance.below(3));
  }

  private static LoopEvent.GoalReceived goal(String loopId, Chance chance) {
    Map<Dimension, Long> limits =
        Map.of(
            Dimension.ITERATIONS, often(chance, 14L, ITERATIONS),
            Dimension.TOOL_CALLS, often(chance, 60L, CALLS),
            Dimension.WALL_CLOCK, often(chance, 1_800_000L, CLOCKS_MS),
            Dimension.TOKENS, often(chance, 1_000_000L, TOKENS),
            Dimension.COST, often(chance, 2_000_000L, COSTS),
            Dimension.CHILDREN, chance.one(CHILDREN));
    List<String> errors = chance.percent(4) ? List.of("checks: none") : List.of();
    return new LoopEvent.GoalReceived(
        Instant.EPOCH,
        loopId,
        "hash of " + loopId,
        terms(chance),
        limits,
        errors,
        new Family(Kindred.objective(chance), List.of(), chance.one(LEVELS), null, List.of()),
        null);
  }

  /** A goal that someone asks for under an id that is not one of the usual. */
  public static LoopEvent.GoalReceived another(String loopId, Chance chance) {
    return goal(loopId, chance);
  }

  private static GoalTerms terms(Chance chance) {
    return new GoalTerms(
        new RetryPolicy(
            Duration.ofMillis(chance.between(0, 1_000)),
            1 + chance.below(3),
            Duration.ofSeconds(chance.between(1, 30)),
            1 + chance.below(8),
            chance.one(NEVER_AGAIN)),
        Duration.ofMillis(chance.one(TIMEOUTS_MS)),
        Duration.ofMillis(chance.one(TIMEOUTS_MS)),
        Duration.ofMillis(chance.one(TIMEOUTS_MS)),
        chance.percent(50) ? 1 : 8,
        chance.percent(50) ? 100 : 1_000,
        RETENTION,
        guards(chance),
        controls(chance));
  }

  /** Some let their model summarize; without a model a rule does. */
  private static GuardTerms guards(Chance chance) {
    GuardTerms guards = chance.one(GUARDS);
    return chance.fork("summarizer").percent(80)
        ? new GuardTerms(
            guards.stuck(),
            guards.adaptive(),
            new ContextTerms(
                ContextTerms.Summarizer.MODEL,
                guards.context().compactPercent(),
                guards.context().summaryTokens()))
        : guards;
  }

  private static Controls controls(Chance chance) {
    return new Controls(
        chance.percent(80) ? List.of() : List.of("workspace", "sql", "http"),
        chance.percent(65) ? null : approval(chance),
        chance.percent(50) ? null : chance.one(MODELS),
        chance.percent(75) ? null : JUDGE,
        chance.percent(65) ? List.of() : chance.one(PERMITS));
  }

  private static ApprovalTerms approval(Chance chance) {
    return new ApprovalTerms(
        chance.percent(50),
        List.of("sql"),
        chance.percent(20) ? 0L : null,
        Duration.ofMillis(chance.between(2_000, 30_000)),
        chance.percent(50),
        chance.percent(30));
  }

  private static long often(Chance chance, long usual, List<Long> rare) {
    return chance.percent(70) ? usual : chance.one(rare);
  }
}
