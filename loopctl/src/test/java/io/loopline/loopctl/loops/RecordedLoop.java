package io.loopline.loopctl.loops;

import io.loopline.codec.DecisionEncoder;
import io.loopline.codec.EventDecoder;
import io.loopline.core.CanonicalBytes;
import io.loopline.core.LoopMachine;
import io.loopline.core.LoopState;
import io.loopline.core.Transition;
import io.loopline.event.CommandKind;
import io.loopline.event.Disposition;
import io.loopline.event.Goal;
import io.loopline.event.InputKind;
import io.loopline.event.LoopCommand;
import io.loopline.event.LoopInput;
import io.loopline.event.LoopPhase;
import io.loopline.event.LoopTransition;
import io.loopline.event.SourceRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** A history as the controller would have recorded it: goal, the same goal again, cancel. */
final class RecordedLoop {

  final List<LoopTransition> transitions = new ArrayList<>();
  final Map<SourceRef, SpecificRecord> causes = new LinkedHashMap<>();
  private final String loopId;
  private LoopState state = new LoopState.Absent();

  RecordedLoop(Goal goal) {
    this.loopId = goal.getLoopId();
    LoopInput input = input(InputKind.GOAL).setGoal(goal).setGoalHash("ab".repeat(32)).build();
    decide(10, input);
    decide(13, input);
    decide(20, input(InputKind.COMMAND).setCommand(cancel()).build());
  }

  static SourceRef place(long offset) {
    return new SourceRef("loop.inbox", 2, offset);
  }

  private void decide(long offset, LoopInput input) {
    Instant at = Events.START.plusSeconds(offset);
    Transition transition = LoopMachine.step(state, EventDecoder.decode(input, at));
    state = transition.next();
    causes.put(place(offset), input);
    transitions.add(
        Events.transition(
                loopId, transitions.size() + 1, "Input", LoopPhase.PLANNING, LoopPhase.PLANNING)
            .setCause(Events.cause("Input", place(offset)))
            .setAt(at)
            .setMachineVersion(LoopMachine.VERSION)
            .setDisposition(Disposition.valueOf(transition.disposition().name()))
            .setEffects(
                transition.effects().stream()
                    .map(effect -> DecisionEncoder.reference(effect, ""))
                    .toList())
            .setStateHash(CanonicalBytes.sha256((Record) state))
            .build());
  }

  private LoopInput.Builder input(InputKind kind) {
    return LoopInput.newBuilder()
        .setEventId(loopId + kind)
        .setLoopId(loopId)
        .setOccurredAt(Events.START)
        .setProducer(Events.PRODUCER)
        .setKind(kind);
  }

  private LoopCommand cancel() {
    return LoopCommand.newBuilder()
        .setEventId("cancel")
        .setLoopId(loopId)
        .setOccurredAt(Events.START)
        .setProducer(Events.PRODUCER)
        .setKind(CommandKind.CANCEL)
        .build();
  }
}
