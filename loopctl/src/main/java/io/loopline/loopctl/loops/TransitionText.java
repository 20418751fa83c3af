package io.loopline.loopctl.loops;

import io.loopline.event.Disposition;
import io.loopline.event.LoopTransition;

/** One transition as one line. Pure. */
final class TransitionText {

  private static final int NOTE_LENGTH = 160;

  private TransitionText() {}

  /** Time, sequence, event, phase change, iteration, attempt, score, thresholds, note. */
  static String line(LoopTransition transition) {
    StringBuilder line =
        new StringBuilder(
            String.format(
                "%s  #%-3d %-18s %-24s %s",
                Words.time(transition.getAt()),
                transition.getSequence(),
                Words.plain(transition.getCause().getEvent()),
                phases(transition),
                place(transition)));
    if (transition.getScore() != null) {
      line.append("  score ").append(Words.score(transition.getScore()));
    }
    if (transition.getDisposition() != Disposition.APPLIED) {
      line.append("  ").append(transition.getDisposition());
    }
    if (transition.getOutcome() != null) {
      line.append("  ").append(transition.getOutcome());
    }
    if (transition.getStopReason() != null) {
      line.append(" (").append(transition.getStopReason()).append(')');
    }
    for (String threshold : transition.getThresholds()) {
      line.append("  ").append(Words.plain(threshold));
    }
    for (String change : transition.getChanges()) {
      line.append("  ").append(Words.clipped(change, NOTE_LENGTH));
    }
    if (!transition.getNote().isEmpty()) {
      line.append("  ").append(Words.clipped(transition.getNote(), NOTE_LENGTH));
    }
    return line.toString();
  }

  /** {@code PLANNING -> EXECUTING}, or one name when the phase stayed. */
  static String phases(LoopTransition transition) {
    return transition.getPhaseBefore() == transition.getPhaseAfter()
        ? transition.getPhaseAfter().name()
        : transition.getPhaseBefore() + " -> " + transition.getPhaseAfter();
  }

  /** {@code iteration 2} and, when a step is open, its attempt. */
  static String place(LoopTransition transition) {
    String iteration = "iteration " + transition.getIteration();
    return transition.getAttempt() == 0
        ? iteration
        : iteration + " attempt " + transition.getAttempt();
  }
}
