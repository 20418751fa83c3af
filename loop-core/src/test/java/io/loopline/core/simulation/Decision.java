package io.loopline.core.simulation;

import io.loopline.core.Disposition;
import io.loopline.core.Ledger;
import io.loopline.core.StopReason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the audit topic tells of one decision.
 *
 * @param at the controller's clock, as given to the machine
 * @param event simple name of the event's class
 * @param phaseBefore simple name of the phase, or {@code Absent} or {@code Terminated}
 * @param changes what the loop changed about itself, in words
 * @param iteration iteration after it; 0 when the loop has ended
 * @param ledger budgets after it; null when an ended loop notes something
 * @param stopReason why the loop ended with this decision; null when it did not
 * @param effects simple names of the effects' classes, in order
 * @param stateHash hash of the state's canonical bytes after it
 */
public record Decision(
    String loopId,
    long sequence,
    Cause cause,
    Instant at,
    String event,
    Disposition disposition,
    String note,
    List<String> changes,
    String phaseBefore,
    String phaseAfter,
    int iteration,
    @Nullable Ledger ledger,
    @Nullable StopReason stopReason,
    List<String> effects,
    String stateHash) {

  /** What led to a decision. */
  public sealed interface Cause {
    /** An input record. */
    record OfRecord(Coordinates coordinates) implements Cause {}

    /** The loop's timer row. */
    record OfTimer(Instant dueAt) implements Cause {}
  }

  public Decision {
    changes = List.copyOf(changes);
    effects = List.copyOf(effects);
  }

  public boolean isApplied() {
    return disposition == Disposition.APPLIED;
  }

  /** Where the input lies; null for a timer. */
  public @Nullable Coordinates input() {
    return cause instanceof Cause.OfRecord(Coordinates coordinates) ? coordinates : null;
  }
}
