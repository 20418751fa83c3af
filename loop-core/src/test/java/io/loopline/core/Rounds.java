package io.loopline.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A loop driven iteration by iteration, with all its transitions. */
final class Rounds {
  private static final Map<Dimension, Long> LIMITS =
      Map.of(
          Dimension.ITERATIONS, 1_000L,
          Dimension.TOOL_CALLS, 5_000L,
          Dimension.TOKENS, 1_000L,
          Dimension.WALL_CLOCK, Duration.ofDays(1).toMillis());

  private final List<Transition> transitions = new ArrayList<>();
  private LoopState state = new LoopState.Absent();
  private Instant now = Fixture.START;

  static Rounds started(GuardTerms guards) {
    return started(guards, 3);
  }

  static Rounds started(GuardTerms guards, int maximumAttempts) {
    return started(guards, maximumAttempts, 8_000);
  }

  static Rounds started(GuardTerms guards, int maximumAttempts, int windowTokens) {
    GoalTerms terms = Fixture.TERMS;
    RetryPolicy retry =
        new RetryPolicy(
            Duration.ofSeconds(1), 2, Duration.ofSeconds(10), maximumAttempts, List.of());
    Rounds rounds = new Rounds();
    rounds.step(
        new LoopEvent.GoalReceived(
            Fixture.START,
            Fixture.LOOP,
            "hash-1",
            new GoalTerms(
                retry,
                terms.planTimeout(),
                terms.actionTimeout(),
                terms.verifyTimeout(),
                terms.parallelActions(),
                windowTokens,
                terms.endedRetention(),
                guards,
                Controls.NONE),
            LIMITS,
            List.of(),
            Fixture.FAMILY,
            null));
    return rounds;
  }

  /** Plays a whole iteration, or as much of it as the loop lives. */
  Rounds play(Round round) {
    if (!(state instanceof LoopState.Live live)) {
      return this;
    }
    int iteration = live.iteration();
    List<Round.Act> acts = round.acts();
    step(
        new LoopEvent.PlanAnswered(
            tick(),
            Fixture.plan(iteration, 1),
            acts.stream().map(Round.Act::tool).map(Fixture::action).toList(),
            acts.stream().map(act -> new ActionSignature(act.argument(), act.polling())).toList(),
            10,
            null));
    for (int i = 0; i < acts.size(); i++) {
      Round.Act act = acts.get(i);
      String left = act.workspace();
      FailureKind kind = act.failure();
      step(
          new LoopEvent.ActionObserved(
              tick(),
              Fixture.act(iteration, i, 1),
              left == null ? null : new WorkspaceRef(left, 1),
              10,
              kind == null ? null : new Failure(kind, "broken", null)));
    }
    return verdict(round.score());
  }

  private Rounds verdict(double score) {
    LoopState.Live live = live();
    return step(
        new LoopEvent.VerdictGiven(
            tick(),
            Fixture.verify(live.iteration(), 1),
            VerdictDecision.CONTINUE,
            score,
            live.workspace(),
            "not yet",
            10,
            null));
  }

  /** Fires the armed timer when it is due, again and again until something is due. */
  Rounds wake() {
    do {
      now = live().wakeAt();
      step(new LoopEvent.TimerFired(now, now));
    } while (last().disposition() == Disposition.IGNORED);
    return this;
  }

  Rounds step(LoopEvent event) {
    Transition transition = LoopMachine.step(state, event);
    transitions.add(transition);
    state = transition.next();
    return this;
  }

  /** Fails the open plan request. */
  Rounds failPlan(FailureKind kind) {
    Phase.Planning planning = (Phase.Planning) live().phase();
    return step(
        new LoopEvent.PlanAnswered(
            tick(),
            planning.pending().request(),
            List.of(),
            List.of(),
            10,
            new Failure(kind, "broken", null)));
  }

  Instant tick() {
    now = now.plusSeconds(1);
    return now;
  }

  Instant now() {
    return now;
  }

  LoopState.Live live() {
    if (state instanceof LoopState.Live live) {
      return live;
    }
    throw new AssertionError("the loop has ended: " + last().note());
  }

  boolean isLive() {
    return state instanceof LoopState.Live;
  }

  StopReason stopReason() {
    return ((LoopState.Terminated) state).stopReason();
  }

  Transition last() {
    return transitions.getLast();
  }

  /**
   * Changes said in all transitions, but for compactions, each behind the iteration of its verdict,
   * from 1.
   */
  List<String> changes() {
    List<String> changes = new ArrayList<>();
    int judged = 0;
    for (Transition transition : transitions) {
      judged += transition.score() == null ? 0 : 1;
      for (String change : transition.changes()) {
        if (change.startsWith("context compacted")) {
          continue;
        }
        changes.add(judged + " " + change);
      }
    }
    return changes;
  }

  <E extends Effect> List<E> effects(Class<E> type) {
    return transitions.stream()
        .flatMap(each -> each.effects().stream())
        .flatMap(effect -> type.isInstance(effect) ? Stream.of(type.cast(effect)) : Stream.of())
        .toList();
  }

  static List<Integer> upTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }
}
