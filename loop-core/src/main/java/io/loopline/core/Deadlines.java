package io.loopline.core;

import java.time.Instant;

/** When a phase next needs waking. */
final class Deadlines {
  private Deadlines() {}

  /** The earliest of the phase's deadlines and, unless it is over, the wall-clock budget's end. */
  static Instant earliest(Phase phase, Instant wallClockEnd) {
    if (phase instanceof Phase.Closing closing) {
      return closing.until();
    }
    if ((phase instanceof Phase.Paused(Phase left) ? left : phase) instanceof Phase.Queued queued) {
      // its wall clock has not begun
      return queued.until();
    }
    Instant own =
        switch (phase) {
          case Phase.Planning planning -> planning.pending().deadline();
          case Phase.Verifying verifying -> verifying.pending().deadline();
          case Phase.BackingOff backingOff -> backingOff.until();
          case Phase.Closing closing -> closing.until();
          case Phase.Queued queued -> queued.until();
          case Phase.Executing executing -> earliest(executing, wallClockEnd);
          case Phase.AwaitingApproval waiting -> waiting.expiresAt();
          // the rest is looked at when it is resumed
          case Phase.Paused _ -> wallClockEnd;
        };
    return own.isBefore(wallClockEnd) ? own : wallClockEnd;
  }

  private static Instant earliest(Phase.Executing executing, Instant wallClockEnd) {
    Instant earliest = wallClockEnd;
    ActionStatus merge = executing.merge();
    if (merge != null) {
      earliest = min(earliest, due(merge, wallClockEnd));
    }
    for (ActionSlot slot : executing.actions()) {
      earliest = min(earliest, due(slot.status(), wallClockEnd));
    }
    return earliest;
  }

  private static Instant min(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant due(ActionStatus status, Instant otherwise) {
    return switch (status) {
      case ActionStatus.Running running -> running.pending().deadline();
      case ActionStatus.Granted granted -> granted.pending().deadline();
      case ActionStatus.Reconciling asking -> asking.pending().deadline();
      case ActionStatus.BackingOff backingOff -> backingOff.until();
      case ActionStatus.Joining joining -> joining.until();
      case ActionStatus.Pending _, ActionStatus.Undecided _, ActionStatus.Observed _ -> otherwise;
    };
  }
}
