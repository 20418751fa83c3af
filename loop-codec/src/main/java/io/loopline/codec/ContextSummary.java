package io.loopline.codec;

import io.loopline.core.Effect;
import io.loopline.event.ContextEntry;
import io.loopline.event.ContextKind;
import io.loopline.event.PlanRequest;
import io.loopline.event.PlanResult;
import io.loopline.event.SummaryOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The summary that stands for context entries that left the window: the words of the model that was
 * asked for it, or a digest by rule. Pure.
 */
public final class ContextSummary {
  private ContextSummary() {}

  /** Characters that a summary of so many estimated tokens may have. */
  public static int characters(int tokens) {
    return (tokens - 1) * ContextRows.CHARACTERS_PER_TOKEN;
  }

  /** Estimated tokens of a summary; 0 for none. */
  static int tokens(@Nullable String summary) {
    return summary == null || summary.isBlank() ? 0 : ContextRows.tokens(summary.length());
  }

  /**
   * The row of a compaction.
   *
   * @param input the record at hand, which has the text when the compaction says so; null for a
   *     timer
   * @param rows what it is made from, oldest first
   */
  public static ContextEntry row(
      Effect.Compact compact, @Nullable SpecificRecord input, List<ContextEntry> rows) {
    if (!compact.told()) {
      return digest(compact.sequence(), compact.iteration(), rows, compact.tokens());
    }
    if (input instanceof PlanResult answer && answer.getSummary() != null) {
      return entry(compact.sequence(), compact.iteration(), answer.getSummary());
    }
    throw new IllegalArgumentException("bug: no summary in the record at hand");
  }

  /**
   * The window a plan is made with: what was to be summarized is replaced.
   *
   * @param summary the model's words; null when it made none, and a digest stands there
   */
  public static List<ContextEntry> window(PlanRequest request, @Nullable String summary) {
    SummaryOrder order = request.getSummary();
    if (order == null) {
      return request.getContext();
    }
    Set<Long> leaving = new HashSet<>(order.getSequences());
    List<ContextEntry> window = new ArrayList<>();
    boolean placed = false;
    for (ContextEntry entry : request.getContext()) {
      if (!leaving.contains(entry.getSequence())) {
        window.add(entry);
      } else if (!placed) {
        window.add(replacement(request, order, summary));
        placed = true;
      }
    }
    return List.copyOf(window);
  }

  /** The entries that are to be summarized, oldest first; empty when none are. */
  public static List<ContextEntry> leaving(PlanRequest request) {
    SummaryOrder order = request.getSummary();
    if (order == null) {
      return List.of();
    }
    Set<Long> leaving = new HashSet<>(order.getSequences());
    return request.getContext().stream()
        .filter(entry -> leaving.contains(entry.getSequence()))
        .toList();
  }

  private static ContextEntry replacement(
      PlanRequest request, SummaryOrder order, @Nullable String summary) {
    // it has its row, and with that its sequence, when the answer is taken in
    return summary == null
        ? digest(0, order.getIteration(), leaving(request), order.getMaxTokens())
        : entry(0, order.getIteration(), summary);
  }

  private static ContextEntry digest(
      long sequence, int iteration, List<ContextEntry> rows, int tokens) {
    return entry(sequence, iteration, ContextDigest.of(rows, characters(tokens)));
  }

  private static ContextEntry entry(long sequence, int iteration, String text) {
    return ContextEntry.newBuilder()
        .setSequence(sequence)
        .setKind(ContextKind.SUMMARY)
        .setIteration(iteration)
        .setText(text)
        .setReceipts(List.of())
        .build();
  }
}
