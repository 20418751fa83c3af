package io.loopline.loopctl.loops;

import io.loopline.event.LedgerLine;
import io.loopline.event.LoopPhase;
import io.loopline.event.LoopResult;
import io.loopline.event.LoopTransition;
import io.loopline.event.Outcome;
import io.loopline.event.StopReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a loop stands, folded from its transitions and its result. Immutable.
 *
 * @param loopId loop id
 * @param phase phase now
 * @param outcome how it ended; null while it runs
 * @param stopReason why it ended; null while it runs
 * @param iterations iterations begun
 * @param attempt attempt at the open step; 0 when none is open
 * @param score score of the newest verdict, or of the best one once the loop ended; null when
 *     nothing was judged
 * @param bestScore best score so far; null when nothing was judged
 * @param ledger budgets
 * @param startedAt first decision
 * @param lastAt newest decision, or the end
 * @param sequence sequence of the newest decision; 0 when only the result is known
 */
record LoopSummary(
    String loopId,
    LoopPhase phase,
    @Nullable Outcome outcome,
    @Nullable StopReason stopReason,
    int iterations,
    int attempt,
    @Nullable Double score,
    @Nullable Double bestScore,
    List<LedgerLine> ledger,
    Instant startedAt,
    Instant lastAt,
    long sequence) {

  LoopSummary {
    ledger = List.copyOf(ledger);
  }

  /** The loop after its oldest known transition. */
  static LoopSummary first(LoopTransition transition) {
    return new LoopSummary(
        transition.getLoopId(),
        transition.getPhaseAfter(),
        transition.getOutcome(),
        transition.getStopReason(),
        transition.getIteration(),
        transition.getAttempt(),
        transition.getScore(),
        transition.getScore(),
        transition.getLedger(),
        transition.getAt(),
        transition.getAt(),
        transition.getSequence());
  }

  /** The loop after one more transition; notes about late and duplicate input change nothing. */
  LoopSummary then(LoopTransition next) {
    if (ended()) {
      return this;
    }
    Double newest = next.getScore();
    return new LoopSummary(
        loopId,
        next.getPhaseAfter(),
        next.getOutcome(),
        next.getStopReason(),
        Math.max(iterations, next.getIteration()),
        next.getAttempt(),
        newest == null ? score : newest,
        better(bestScore, newest),
        next.getLedger().isEmpty() ? ledger : next.getLedger(),
        startedAt,
        next.getAt(),
        next.getSequence());
  }

  /** The loop after its result. */
  LoopSummary then(LoopResult result) {
    LoopSummary end = of(result);
    return new LoopSummary(
        loopId,
        end.phase,
        end.outcome,
        end.stopReason,
        end.iterations,
        0,
        end.score == null ? score : end.score,
        end.bestScore == null ? bestScore : end.bestScore,
        end.ledger,
        startedAt,
        end.lastAt,
        sequence);
  }

  /** A loop of which only the result is left. */
  static LoopSummary of(LoopResult result) {
    Double best = result.getBest() == null ? null : Double.valueOf(result.getBest().getScore());
    return new LoopSummary(
        result.getLoopId(),
        LoopPhase.TERMINATED,
        result.getOutcome(),
        result.getStopReason(),
        result.getIterations(),
        0,
        best,
        best,
        result.getLedger(),
        result.getStartedAt(),
        result.getEndedAt(),
        0);
  }

  /** Whether the loop will never do anything again. */
  boolean ended() {
    return phase == LoopPhase.TERMINATED;
  }

  /** Time from the first decision to the end, or to {@code now} while the loop runs. */
  Duration age(Instant now) {
    return Duration.between(startedAt, ended() ? lastAt : now);
  }

  /** The outcome once there is one, else the phase: the one word a list shows. */
  String standing() {
    return Optional.<Enum<?>>ofNullable(outcome).orElse(phase).name();
  }

  private static @Nullable Double better(@Nullable Double best, @Nullable Double newest) {
    if (best == null || newest == null) {
      return best == null ? newest : best;
    }
    return Math.max(best, newest);
  }
}
