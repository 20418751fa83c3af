package io.loopline.codec.replay;

import io.loopline.codec.DecisionEncoder;
import io.loopline.codec.EventDecoder;
import io.loopline.core.CanonicalBytes;
import io.loopline.core.Effect;
import io.loopline.core.LoopEvent;
import io.loopline.core.LoopMachine;
import io.loopline.core.LoopState;
import io.loopline.core.Transition;
import io.loopline.event.Cause;
import io.loopline.event.CauseKind;
import io.loopline.event.EffectRef;
import io.loopline.event.LoopTransition;
import io.loopline.event.SourceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * Folds a loop's recorded causes, with their recorded instants, through {@link LoopMachine} and
 * compares state hash, disposition and effects of each decision with the audit. Pure but for the
 * causes it is given; one instance per replay, one thread.
 */
public final class LoopReplay {
  /** Brings a cause back by its coordinates; empty when it is gone. */
  @FunctionalInterface
  public interface CauseSource {
    Optional<SpecificRecord> fetch(SourceRef coordinates);
  }

  private final CauseSource causes;
  private final List<ReplayReport.Difference> differences = new ArrayList<>();
  private final List<Long> otherVersions = new ArrayList<>();
  private LoopState state = new LoopState.Absent();
  private long expected = 1;
  private int decisions;

  private LoopReplay(CauseSource causes) {
    this.causes = causes;
  }

  /**
   * Replays.
   *
   * @param transitions the loop's transitions, in the order of their topic
   */
  public static ReplayReport replay(
      String loopId, List<LoopTransition> transitions, CauseSource causes) {
    LoopReplay replay = new LoopReplay(causes);
    for (LoopTransition transition : transitions) {
      if (!replay.step(transition)) {
        break;
      }
    }
    return new ReplayReport(loopId, replay.decisions, replay.differences, replay.otherVersions);
  }

  /** Returns whether the next decision can still be compared. */
  private boolean step(LoopTransition recorded) {
    if (recorded.getSequence() == 1) {
      // the first decision, or that of a new loop under an id that had been forgotten
      state = new LoopState.Absent();
      expected = 1;
    }
    if (recorded.getSequence() != expected) {
      differ(recorded, "sequence", Long.toString(recorded.getSequence()), Long.toString(expected));
      return false;
    }
    if (recorded.getMachineVersion() != LoopMachine.VERSION) {
      otherVersions.add(recorded.getSequence());
      return false;
    }
    Optional<LoopEvent> event = event(recorded);
    if (event.isEmpty()) {
      differ(recorded, "cause", "present", "deleted by retention or never committed");
      return false;
    }
    compare(recorded, LoopMachine.step(state, event.get()));
    expected++;
    decisions++;
    return true;
  }

  private Optional<LoopEvent> event(LoopTransition recorded) {
    Cause cause = recorded.getCause();
    if (cause.getKind() == CauseKind.TIMER) {
      return Optional.of(new LoopEvent.TimerFired(recorded.getAt(), cause.getTimerDueAt()));
    }
    return causes
        .fetch(cause.getRecord())
        .map(record -> EventDecoder.decode(record, recorded.getAt()));
  }

  private void compare(LoopTransition recorded, Transition decided) {
    state = decided.next();
    compare(
        recorded, "disposition", recorded.getDisposition().name(), decided.disposition().name());
    compare(
        recorded,
        "effects",
        recorded.getEffects().stream().map(LoopReplay::describe).toList().toString(),
        decided.effects().stream().map(LoopReplay::describe).toList().toString());
    compare(
        recorded,
        "state hash",
        recorded.getStateHash(),
        CanonicalBytes.sha256((Record) decided.next()));
  }

  private static String describe(Effect effect) {
    return describe(DecisionEncoder.reference(effect, ""));
  }

  private static String describe(EffectRef effect) {
    return effect.getKind() + ":" + effect.getDigest();
  }

  private void compare(LoopTransition at, String what, String recorded, String recomputed) {
    if (!recorded.equals(recomputed)) {
      differ(at, what, recorded, recomputed);
    }
  }

  private void differ(LoopTransition at, String what, String recorded, String recomputed) {
    differences.add(
        new ReplayReport.Difference(
            at.getSequence(), cause(at.getCause()), what, recorded, recomputed));
  }

  private static String cause(Cause cause) {
    SourceRef record = cause.getRecord();
    return record == null
        ? "timer due " + cause.getTimerDueAt()
        : record.getTopic() + "/" + record.getPartition() + "/" + record.getOffset();
  }
}
