package io.loopline.core;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One loop's events for tests; times are seconds after its start. */
final class Fixture {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final String LOOP = "loop-1";
  static final WorkspaceRef CHANGED = new WorkspaceRef("c0ffee", 10);
  static final GoalTerms TERMS =
      new GoalTerms(
          new RetryPolicy(
              Duration.ofSeconds(1),
              2.0,
              Duration.ofSeconds(10),
              3,
              List.of(FailureKind.RATE_LIMITED)),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          Duration.ofSeconds(90),
          2,
          100,
          Duration.ofDays(30),
          GuardTerms.DEFAULT,
          Controls.NONE);
  static final Map<Dimension, Long> LIMITS =
      Map.of(
          Dimension.ITERATIONS, 3L,
          Dimension.TOOL_CALLS, 5L,
          Dimension.TOKENS, 1_000L,
          Dimension.COST, 1_000L,
          Dimension.WALL_CLOCK, 600_000L);

  static final Family FAMILY = new Family("objective-0", List.of(), 3, null, List.of());

  private Fixture() {}

  static Instant at(double seconds) {
    return START.plusMillis((long) (seconds * 1_000));
  }

  static LoopEvent goal() {
    return goal("hash-1", LIMITS);
  }

  static LoopEvent goal(String hash, Map<Dimension, Long> limits, String... errors) {
    return new LoopEvent.GoalReceived(
        START, LOOP, hash, TERMS, limits, List.of(errors), FAMILY, null);
  }

  static Map<Dimension, Long> limits(Dimension dimension, long limit) {
    Map<Dimension, Long> limits = new EnumMap<>(LIMITS);
    limits.put(dimension, limit);
    return limits;
  }

  static RequestId plan(int iteration, int attempt) {
    return new RequestId(LOOP, iteration, Step.PLAN, 0, attempt);
  }

  static RequestId act(int iteration, int index, int attempt) {
    return new RequestId(LOOP, iteration, Step.ACT, index, attempt);
  }

  static RequestId verify(int iteration, int attempt) {
    return new RequestId(LOOP, iteration, Step.VERIFY, 0, attempt);
  }

  static LoopEvent planned(double at, RequestId request, String... tools) {
    return new LoopEvent.PlanAnswered(
        at(at),
        request,
        Stream.of(tools).map(Fixture::action).toList(),
        Stream.of(tools).map(Fixture::signature).toList(),
        10,
        null);
  }

  /** "mail" must not run twice. */
  static ActionTerms action(String tool) {
    return action(tool, false);
  }

  static ActionTerms action(String tool, boolean parallel) {
    return new ActionTerms(
        tool, tool.equals("mail") ? EffectClass.ONCE : EffectClass.IDEMPOTENT, parallel, null);
  }

  static LoopEvent claimed(double at, RequestId request, String claimant) {
    return new LoopEvent.ActionClaimed(at(at), request, claimant);
  }

  /** Each tool is always called with the same arguments. */
  static ActionSignature signature(String tool) {
    return new ActionSignature(tool.hashCode(), false);
  }

  static LoopEvent observed(double at, RequestId request, @Nullable WorkspaceRef after) {
    return new LoopEvent.ActionObserved(at(at), request, after, 10, null);
  }

  static LoopEvent judged(
      double at,
      RequestId request,
      VerdictDecision decision,
      double score,
      @Nullable WorkspaceRef workspace) {
    return new LoopEvent.VerdictGiven(
        at(at), request, decision, score, workspace, "feedback", 10, null);
  }

  /** The failed answer to a request of any step. */
  static LoopEvent failed(double at, RequestId request, FailureKind kind) {
    return failed(at, request, new Failure(kind, "broken", null));
  }

  static LoopEvent failed(double at, RequestId request, Failure failure) {
    return switch (request.step()) {
      case PLAN -> new LoopEvent.PlanAnswered(at(at), request, List.of(), List.of(), 10, failure);
      case ACT -> new LoopEvent.ActionObserved(at(at), request, null, 10, failure);
      case VERIFY -> new LoopEvent.VerdictGiven(at(at), request, null, 0, null, "", 10, failure);
    };
  }

  static LoopEvent command(double at, CommandKind kind) {
    return new LoopEvent.CommandReceived(at(at), kind, "ann", "not needed");
  }

  static LoopEvent timer(double at, Instant dueAt) {
    return new LoopEvent.TimerFired(at(at), dueAt);
  }

  /** A history that waits for the first verdict of a plan with one action. */
  static LoopEvent[] untilVerify() {
    return new LoopEvent[] {
      goal(), planned(1, plan(1, 1), "workspace"), observed(2, act(1, 0, 1), CHANGED)
    };
  }
}
