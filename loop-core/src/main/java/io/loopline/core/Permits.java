package io.loopline.core;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The wait for permits: a loop with labels whose number of running loops is limited begins when it
 * holds a permit of each. It asks for one after the other, in the order of their names, so that two
 * loops never wait for each other. Its wall clock begins when it does.
 */
final class Permits {
  /** A loop that waited this long ends. */
  static final Duration LONGEST_WAIT = Duration.ofHours(24);

  private Permits() {}

  /** Begins a loop that was accepted, or lets it ask for its first permit. */
  static void begin(Draft draft) {
    if (draft.terms.controls().permits().isEmpty()) {
      Requests.nextIteration(draft);
    } else {
      ask(draft, new Phase.Queued(0, draft.at.plus(LONGEST_WAIT)));
    }
  }

  private static void ask(Draft draft, Phase.Queued queued) {
    String label = draft.terms.controls().permits().get(queued.held());
    draft.phase = queued;
    draft.note("waits for a permit of " + label);
    draft.effect(new Effect.AcquirePermit(label));
  }

  static Disposition granted(Draft draft, LoopEvent.PermitGranted event) {
    List<String> permits = draft.terms.controls().permits();
    if (!(draft.phase instanceof Phase.Queued queued)
        || queued.held() == permits.size()
        || !permits.get(queued.held()).equals(event.label())) {
      draft.note("a permit of " + event.label() + " is not waited for");
      return Disposition.REFUSED;
    }
    draft.note("got a permit of " + event.label());
    Phase.Queued next = new Phase.Queued(queued.held() + 1, queued.until());
    if (next.held() < permits.size()) {
      ask(draft, next);
    } else {
      draft.phase = next;
      start(draft, next);
    }
    return Disposition.APPLIED;
  }

  /** Begins a loop that holds all it needs and is not paused; returns whether it did. */
  static boolean start(Draft draft, Phase.Queued queued) {
    if (draft.paused || queued.held() < draft.terms.controls().permits().size()) {
      return false;
    }
    draft.startedAt = draft.at;
    Requests.nextIteration(draft);
    return true;
  }

  /** The wait took too long. */
  static void expire(Draft draft) {
    draft.stop(
        StopReason.TIME_BUDGET,
        "waited %d hours for its turn among the loops of its labels"
            .formatted(LONGEST_WAIT.toHours()));
  }

  /** Gives back what a loop that ends holds, and what it asked for and has not got. */
  static void release(Draft draft) {
    List<String> permits = draft.terms.controls().permits();
    int asked =
        draft.phase instanceof Phase.Queued queued
            ? Math.min(queued.held() + 1, permits.size())
            : permits.size();
    permits.subList(0, asked).forEach(label -> draft.effect(new Effect.ReleasePermit(label)));
  }

  /** How long the wall clock of a loop in this phase has run. */
  static Duration elapsed(Phase phase, Instant startedAt, Instant at) {
    return phase instanceof Phase.Queued ? Duration.ZERO : Duration.between(startedAt, at);
  }
}
