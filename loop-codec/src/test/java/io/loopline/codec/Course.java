package io.loopline.codec;

import io.loopline.core.Effect;
import io.loopline.core.LoopEvent;
import io.loopline.core.LoopMachine;
import io.loopline.core.LoopState;
import io.loopline.core.Transition;
import io.loopline.event.ActionSpec;
import io.loopline.event.Cause;
import io.loopline.event.CauseKind;
import io.loopline.event.ContextEntry;
import io.loopline.event.Goal;
import io.loopline.event.LoopTransition;
import io.loopline.event.SourceRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** One loop driven by records, with its rows and all it sent: a controller without Kafka. */
public final class Course implements LoopData {
  /** A decision and what was sent for it. */
  public record Sent(Decision decision, List<Outgoing<?>> events) {}

  private final Goal goal;
  private final DecisionEncoder encoder = new DecisionEncoder(Records.PRODUCER);
  private final Map<Long, ContextEntry> rows = new HashMap<>();
  private final List<Sent> sent = new ArrayList<>();
  private final Map<SourceRef, SpecificRecord> causes = new HashMap<>();
  private LoopState state = new LoopState.Absent();
  private Instant now = Records.START;

  public Course(Goal goal) {
    this.goal = goal;
  }

  public static Course started() {
    return started(Records.goal());
  }

  public static Course started(Goal goal) {
    Course course = new Course(goal);
    course.take(Records.accepted(goal));
    return course;
  }

  LoopState state() {
    return state;
  }

  List<Sent> sent() {
    return sent;
  }

  /** The audit of the loop, in order. */
  public List<LoopTransition> transitions() {
    return sent.stream().map(each -> (LoopTransition) each.events().getLast().event()).toList();
  }

  /** The records that were taken in, by their coordinates. */
  public Map<SourceRef, SpecificRecord> causes() {
    return causes;
  }

  public void pass(long milliseconds) {
    now = now.plusMillis(milliseconds);
  }

  /** Takes a record in, one second later. */
  public Course take(SpecificRecord record) {
    pass(1_000);
    SourceRef place = new SourceRef("test", 0, (long) sent.size());
    causes.put(place, record);
    Cause cause =
        Cause.newBuilder()
            .setKind(CauseKind.RECORD)
            .setRecord(place)
            .setEvent(record.getSchema().getName())
            .build();
    return step(EventDecoder.decode(record, now), cause, record);
  }

  /** Fires the armed timer of a live loop, when it is due. */
  public Course wake() {
    LoopState.Live live = (LoopState.Live) state;
    now = now.isBefore(live.wakeAt()) ? live.wakeAt() : now;
    Cause cause =
        Cause.newBuilder()
            .setKind(CauseKind.TIMER)
            .setTimerDueAt(live.wakeAt())
            .setEvent("TimerFired")
            .build();
    return step(new LoopEvent.TimerFired(now, live.wakeAt()), cause, null);
  }

  @Override
  public Goal goal() {
    return goal;
  }

  @Override
  public ContextEntry row(long sequence) {
    return Objects.requireNonNull(rows.get(sequence), () -> "no row " + sequence);
  }

  int rowCount() {
    return rows.size();
  }

  private Course step(LoopEvent event, Cause cause, @Nullable SpecificRecord record) {
    Transition transition = LoopMachine.step(state, event);
    for (Effect effect : transition.effects()) {
      if (effect instanceof Effect.AppendContext row) {
        SpecificRecord answer = Objects.requireNonNull(record, "a timer adds no row");
        rows.put(
            row.sequence(), ContextRows.row(answer, row.sequence(), row.kind(), row.iteration()));
      } else if (effect instanceof Effect.AppendObservation own) {
        ActionSpec action =
            row(own.planSequence()).getPlan().getActions().get(own.request().index());
        rows.put(own.sequence(), ContextRows.row(own, action));
      } else if (effect instanceof Effect.AppendNote note) {
        rows.put(note.sequence(), ContextRows.note(note));
      } else if (effect instanceof Effect.Compact compact) {
        List<ContextEntry> leaving = compact.rows().stream().map(this::row).toList();
        rows.put(compact.sequence(), ContextSummary.row(compact, record, leaving));
      } else if (effect instanceof Effect.EvictContext evicted) {
        rows.keySet().removeAll(evicted.sequences());
      }
    }
    Decision decision = new Decision(Records.LOOP, cause, now, state, transition);
    sent.add(new Sent(decision, encoder.encode(decision, this)));
    state = transition.next();
    return this;
  }
}
