package io.loopline.core;

import java.time.Instant;

/** When a phase next needs waking. */
final class Deadlines {
  private Deadlines() {}

  /** The earliest of the phase's deadlines and the end of the wall-clock budget. */
  static Instant earliest(Phase phase, Instant wallClockEnd) {
    Instant own =
        switch (phase) {
          case Phase.Planning planning -> planning.pending().deadline();
          case Phase.Verifying verifying -> verifying.pending().deadline();
          case Phase.BackingOff backingOff -> backingOff.until();
          case Phase.Executing executing -> earliest(executing, wallClockEnd);
          case Phase.AwaitingApproval waiting -> waiting.expiresAt();
          // the rest is looked at when it is resumed
          case Phase.Paused _ -> wallClockEnd;
        };
    return own.isBefore(wallClockEnd) ? own : wallClockEnd;
  }

  private static Instant earliest(Phase.Executing executing, Instant wallClockEnd) {
    Instant earliest = wallClockEnd;
    for (ActionSlot slot : executing.actions()) {
      Instant due =
          switch (slot.status()) {
            case ActionStatus.Running running -> running.pending().deadline();
            case ActionStatus.BackingOff backingOff -> backingOff.until();
            case ActionStatus.Pending _, ActionStatus.Observed _ -> wallClockEnd;
          };
      earliest = due.isBefore(earliest) ? due : earliest;
    }
    return earliest;
  }
}
