package io.loopline.planner.controller;

import io.loopline.codec.ContextRows;
import io.loopline.codec.ContextSummary;
import io.loopline.codec.LoopData;
import io.loopline.core.Effect;
import io.loopline.core.Transition;
import io.loopline.event.ActionSpec;
import io.loopline.event.ContextEntry;
import io.loopline.event.Goal;
import io.loopline.event.LoopInput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A loop's texts as they are after a decision: the stores, and over them the goal and the rows that
 * the decision is about to write.
 */
final class StoredLoopData implements LoopData {
  private final LoopRows rows;
  private final String loopId;
  private final @Nullable SpecificRecord input;
  private final Map<Long, ContextEntry> appended = new LinkedHashMap<>();

  StoredLoopData(
      LoopRows rows, String loopId, @Nullable SpecificRecord input, Transition transition) {
    this.rows = rows;
    this.loopId = loopId;
    this.input = input;
    for (Effect effect : transition.effects()) {
      if (effect instanceof Effect.AppendContext append && input != null) {
        appended.put(
            append.sequence(),
            ContextRows.row(input, append.sequence(), append.kind(), append.iteration()));
      } else if (effect instanceof Effect.AppendObservation own) {
        ActionSpec action =
            row(own.planSequence()).getPlan().getActions().get(own.request().index());
        appended.put(own.sequence(), ContextRows.row(own, action));
      } else if (effect instanceof Effect.AppendNote note) {
        appended.put(note.sequence(), ContextRows.note(note));
      } else if (effect instanceof Effect.Compact compact) {
        List<ContextEntry> leaving = compact.rows().stream().map(this::row).toList();
        appended.put(compact.sequence(), ContextSummary.row(compact, input, leaving));
      }
    }
  }

  @Override
  public Goal goal() {
    Goal stored = rows.goal(loopId);
    if (stored != null) {
      return stored;
    }
    if (input instanceof LoopInput first && first.getGoal() != null) {
      return first.getGoal();
    }
    throw new IllegalStateException("the goals store has no row for live loop " + loopId);
  }

  @Override
  public ContextEntry row(long sequence) {
    ContextEntry fresh = appended.get(sequence);
    ContextEntry entry = fresh == null ? rows.entry(loopId, sequence) : fresh;
    if (entry == null) {
      throw new IllegalStateException(
          "the context store has no row %d for loop %s".formatted(sequence, loopId));
    }
    return entry;
  }
}
