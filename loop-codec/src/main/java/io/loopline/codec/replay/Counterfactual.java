package io.loopline.codec.replay;

import io.loopline.codec.DecisionEncoder;
import io.loopline.codec.EventDecoder;
import io.loopline.codec.LedgerCodec;
import io.loopline.codec.replay.CounterfactualReport.Course;
import io.loopline.codec.replay.CounterfactualReport.Running;
import io.loopline.codec.replay.CounterfactualReport.Stopped;
import io.loopline.codec.replay.CounterfactualReport.Unknown;
import io.loopline.codec.replay.LoopReplay.CauseSource;
import io.loopline.core.Effect;
import io.loopline.core.LoopEvent;
import io.loopline.core.LoopMachine;
import io.loopline.core.LoopState;
import io.loopline.core.Transition;
import io.loopline.event.CauseKind;
import io.loopline.event.Disposition;
import io.loopline.event.EffectRef;
import io.loopline.event.Goal;
import io.loopline.event.LoopInput;
import io.loopline.event.LoopTransition;
import io.loopline.event.StopReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A loop's history under another policy: the recorded causes, at their recorded instants, through
 * the same state machine with another goal. Nothing is asked of a model or a tool, so what it says
 * rests on one assumption: that workers would have answered the same requests the same way. Its own
 * timers fire when they are due. Where it would have asked what the record has no answer to, nobody
 * knows how it goes on. Pure but for the causes it is given; one instance per fold, one thread.
 */
public final class Counterfactual {
  /** Far more own timers than any loop arms between two records. */
  private static final int MOST_TIMERS = 10_000;

  /** When it wakes is a consequence of a policy, not what a loop does. */
  private static final Set<String> TIMERS = Set.of("ArmTimer", "CancelTimer");

  private final CauseSource causes;
  private final UnaryOperator<Goal> policy;
  private final Instant begin;

  /** The loop as it was; its timers fired when the record says so. */
  private LoopState original = new LoopState.Absent();

  private LoopState state = new LoopState.Absent();
  private @Nullable Course end;
  private @Nullable Long divergedAt;

  private Counterfactual(
      List<LoopTransition> life, CauseSource causes, UnaryOperator<Goal> policy) {
    this.causes = causes;
    this.policy = policy;
    this.begin = life.getFirst().getAt();
  }

  /**
   * Folds.
   *
   * @param transitions the loop's transitions, in the order of their topic; of an id that was used
   *     again the last life counts; at least one
   * @param policy the goal as it would have been
   */
  public static CounterfactualReport fold(
      String loopId,
      List<LoopTransition> transitions,
      CauseSource causes,
      UnaryOperator<Goal> policy) {
    List<LoopTransition> life = lastLife(transitions);
    Counterfactual fold = new Counterfactual(life, causes, policy);
    for (LoopTransition recorded : life) {
      fold.step(recorded);
    }
    return new CounterfactualReport(loopId, recorded(life), fold.course(), fold.divergedAt);
  }

  private static List<LoopTransition> lastLife(List<LoopTransition> transitions) {
    int first = 0;
    for (int i = 0; i < transitions.size(); i++) {
      first = transitions.get(i).getSequence() == 1 ? i : first;
    }
    return transitions.subList(first, transitions.size());
  }

  private static Course recorded(List<LoopTransition> life) {
    int iteration = 0;
    for (LoopTransition transition : life) {
      if (transition.getStopReason() != null) {
        return new Stopped(
            transition.getStopReason(),
            transition.getNote(),
            transition.getIteration(),
            transition.getLedger(),
            Duration.between(life.getFirst().getAt(), transition.getAt()));
      }
      iteration = Math.max(iteration, transition.getIteration());
    }
    return new Running(iteration);
  }

  private Course course() {
    return end != null
        ? end
        : new Running(state instanceof LoopState.Live live ? live.iteration() : 0);
  }

  private void step(LoopTransition recorded) {
    if (end == null && recorded.getMachineVersion() != LoopMachine.VERSION) {
      end =
          new Unknown(
              recorded.getSequence(),
              "it was decided by machine version %d, this is version %d"
                  .formatted(recorded.getMachineVersion(), LoopMachine.VERSION));
    }
    if (end == null) {
      fireOwn(recorded.getAt());
    }
    if (end != null) {
      diverge(recorded);
    } else if (recorded.getCause().getKind() == CauseKind.TIMER) {
      timer(recorded);
    } else {
      record(recorded);
    }
  }

  /** Timers that the recorded loop did not have; what it had fires with the record, maybe late. */
  private void fireOwn(Instant now) {
    int fired = 0;
    while (end == null
        && state instanceof LoopState.Live live
        && !live.wakeAt().isAfter(now)
        && !(original instanceof LoopState.Live before && before.wakeAt().equals(live.wakeAt()))) {
      if (++fired > MOST_TIMERS) {
        throw new IllegalStateException("bug: timers without end at " + live.wakeAt());
      }
      take(new LoopEvent.TimerFired(live.wakeAt(), live.wakeAt()));
    }
  }

  private void timer(LoopTransition recorded) {
    Instant dueAt = recorded.getCause().getTimerDueAt();
    original = LoopMachine.step(original, new LoopEvent.TimerFired(recorded.getAt(), dueAt)).next();
    if (state instanceof LoopState.Live live && live.wakeAt().equals(dueAt)) {
      compare(recorded, take(new LoopEvent.TimerFired(recorded.getAt(), dueAt)));
    } else if (recorded.getDisposition() == Disposition.APPLIED) {
      diverge(recorded);
    }
  }

  private void record(LoopTransition recorded) {
    Optional<SpecificRecord> cause = causes.fetch(recorded.getCause().getRecord());
    if (cause.isEmpty()) {
      end = new Unknown(recorded.getSequence(), "its cause was deleted by retention");
      return;
    }
    LoopEvent event = EventDecoder.decode(cause.get(), recorded.getAt());
    boolean first = original instanceof LoopState.Absent;
    original = LoopMachine.step(original, event).next();
    SpecificRecord input = first ? under(cause.get()) : cause.get();
    Transition decided = take(EventDecoder.decode(input, recorded.getAt()));
    if (recorded.getDisposition() == Disposition.APPLIED
        && decided.disposition() != io.loopline.core.Disposition.APPLIED
        && end == null) {
      end =
          new Unknown(
              recorded.getSequence(),
              "%s answers what it would not have asked, or not yet"
                  .formatted(input.getSchema().getName()));
    }
    compare(recorded, decided);
  }

  private SpecificRecord under(SpecificRecord first) {
    return first instanceof LoopInput input && input.getGoal() != null
        ? LoopInput.newBuilder(input).setGoal(policy.apply(input.getGoal())).build()
        : first;
  }

  private Transition take(LoopEvent event) {
    Transition decided = LoopMachine.step(state, event);
    state = decided.next();
    for (Effect effect : decided.effects()) {
      if (effect instanceof Effect.EmitResult result) {
        end =
            new Stopped(
                StopReason.valueOf(result.reason().name()),
                DecisionEncoder.note(decided),
                result.iterations(),
                LedgerCodec.encode(result.ledger()),
                Duration.between(begin, event.at()));
      }
    }
    return decided;
  }

  private void compare(LoopTransition recorded, Transition decided) {
    List<String> kinds =
        decided.effects().stream()
            .map(effect -> DecisionEncoder.reference(effect, "").getKind())
            .filter(kind -> !TIMERS.contains(kind))
            .toList();
    List<String> recordedKinds =
        recorded.getEffects().stream()
            .map(EffectRef::getKind)
            .filter(kind -> !TIMERS.contains(kind))
            .toList();
    if (!kinds.equals(recordedKinds)
        || !recorded.getDisposition().name().equals(decided.disposition().name())) {
      diverge(recorded);
    }
  }

  /**
   * Once it has ended, nothing of the record would have been; what follows an end does not count.
   */
  private void diverge(LoopTransition recorded) {
    boolean afterTheEnd =
        end instanceof Stopped && recorded.getDisposition() != Disposition.APPLIED;
    if (divergedAt == null && !afterTheEnd) {
      divergedAt = recorded.getSequence();
    }
  }
}
