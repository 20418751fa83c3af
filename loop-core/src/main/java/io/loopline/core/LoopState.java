package io.loopline.core;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the controller knows of one loop. Immutable. */
public sealed interface LoopState {

  /** Nothing is known under this id. */
  record Absent() implements LoopState {}

  /**
   * A running loop.
   *
   * @param loopId its id
   * @param goalHash hash of the goal's content
   * @param terms goal terms
   * @param sequence last decision, from 1
   * @param startedAt when its wall clock began: when the goal was accepted, or the wait for permits
   *     was over
   * @param iteration current iteration, from 1; 0 before the first
   * @param phase current phase
   * @param ledger budgets
   * @param context window index
   * @param workspace current snapshot; null before an action changed anything
   * @param best best verdict; null before the first
   * @param lastIssued newest request sent; null before the first
   * @param lastAnswered newest request whose answer was taken; null before the first
   * @param wakeAt due time of the loop's one timer row
   * @param guards what watches over its progress
   * @param commands the commands taken in last
   * @param family its place among other loops
   */
  record Live(
      String loopId,
      String goalHash,
      GoalTerms terms,
      long sequence,
      Instant startedAt,
      int iteration,
      Phase phase,
      Ledger ledger,
      ContextWindow context,
      @Nullable WorkspaceRef workspace,
      @Nullable Best best,
      @Nullable RequestId lastIssued,
      @Nullable RequestId lastAnswered,
      Instant wakeAt,
      Guards guards,
      RecentCommands commands,
      Family family)
      implements LoopState {
    public Live {
      requireNonNull(loopId, "loopId is null");
      requireNonNull(goalHash, "goalHash is null");
      requireNonNull(terms, "terms is null");
      requireNonNull(startedAt, "startedAt is null");
      requireNonNull(phase, "phase is null");
      requireNonNull(ledger, "ledger is null");
      requireNonNull(context, "context is null");
      requireNonNull(wakeAt, "wakeAt is null");
      requireNonNull(guards, "guards is null");
      requireNonNull(commands, "commands is null");
      requireNonNull(family, "family is null");
    }

    /** When the wall-clock budget is used up. */
    public Instant wallClockEnd() {
      return startedAt.plusMillis(ledger.line(Dimension.WALL_CLOCK).limit());
    }
  }

  /**
   * An ended loop, kept so that duplicates and late answers are recognised.
   *
   * @param loopId its id
   * @param goalHash hash of the goal's content
   * @param stopReason why it ended
   * @param sequence last decision
   * @param endedAt when it ended
   * @param forgetAt when this record is removed
   */
  record Terminated(
      String loopId,
      String goalHash,
      StopReason stopReason,
      long sequence,
      Instant endedAt,
      Instant forgetAt)
      implements LoopState {
    public Terminated {
      requireNonNull(loopId, "loopId is null");
      requireNonNull(goalHash, "goalHash is null");
      requireNonNull(stopReason, "stopReason is null");
      requireNonNull(endedAt, "endedAt is null");
      requireNonNull(forgetAt, "forgetAt is null");
    }
  }
}
