package io.loopline.loopctl.loops;

import io.loopline.event.LoopResult;
import io.loopline.event.LoopTransition;
import io.loopline.event.Outcome;
import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows one loop to its end and shows it. One instance per loop watched; used by one thread. */
final class LoopWatch {

  private static final Duration TICK = Duration.ofMillis(250);

  /** How long a loop may be unknown, or ended without a result, before that is said. */
  private static final Duration GRACE = Duration.ofSeconds(6);

  private final LoopBroker broker;
  private final InstantSource clock;
  private final Progress progress;
  private final String loopId;
  private @Nullable LoopSummary loop;
  private @Nullable LoopTransition last;
  private @Nullable LoopResult result;
  private boolean remarked;

  LoopWatch(LoopBroker broker, InstantSource clock, Progress progress, String loopId) {
    this.broker = broker;
    this.clock = clock;
    this.progress = progress;
    this.loopId = loopId;
  }

  /** How watching ended: the outcome, and the result when it could be read. */
  record End(@Nullable Outcome outcome, Optional<LoopResult> result) {
    int exitCode() {
      return outcome == Outcome.SUCCEEDED ? ExitCode.OK : ExitCode.NOT_SUCCEEDED;
    }
  }

  /**
   * Returns when the loop has ended.
   *
   * @throws CliFailure when nobody ever submitted such a loop
   */
  End untilEnd() {
    LoopHistory.requireLoopId(loopId);
    Instant heardAt = clock.instant();
    try (LoopBroker.Following following = broker.follow(loopId)) {
      while (true) {
        List<Seen> news = following.poll(TICK);
        news.forEach(this::take);
        if (result != null) {
          return new End(result.getOutcome(), Optional.of(result));
        }
        Instant now = clock.instant();
        heardAt = news.isEmpty() ? heardAt : now;
        boolean overdue = heardAt.plus(GRACE).isBefore(now);
        if (loop == null) {
          if (overdue) {
            explainSilence();
          }
        } else if (loop.ended() && overdue) {
          progress.remark("the loop ended, but its result is not readable");
          return new End(loop.outcome(), Optional.empty());
        } else if (news.isEmpty() && !loop.ended()) {
          progress.quiet(loop, last, now);
        }
      }
    }
  }

  private void take(Seen seen) {
    switch (seen) {
      case Seen.Decided(LoopTransition transition) -> {
        loop = loop == null ? LoopSummary.first(transition) : loop.then(transition);
        last = transition;
        progress.decided(loop, transition, clock.instant());
      }
      case Seen.Ended(LoopResult end) -> result = result == null ? end : result;
      case Seen.Broken(Unreadable record) ->
          progress.remark(
              record.coordinates() + " could not be decoded: " + Words.plain(record.why()));
    }
  }

  private void explainSilence() {
    if (remarked) {
      return;
    }
    if (!LoopHistory.submitted(broker, loopId)) {
      throw LoopHistory.noSuchLoop(loopId);
    }
    progress.remark(
        "the goal is submitted, but no planner service has taken it in yet; see ./loop status");
    remarked = true;
  }
}
