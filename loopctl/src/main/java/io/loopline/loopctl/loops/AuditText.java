package io.loopline.loopctl.loops;

import io.loopline.event.Cause;
import io.loopline.event.CauseKind;
import io.loopline.event.Disposition;
import io.loopline.event.EffectRef;
import io.loopline.event.LedgerLine;
import io.loopline.event.LoopResult;
import io.loopline.event.LoopTransition;
import io.loopline.event.SourceRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The timeline of a loop: what made the controller decide, what it decided, what that cost, and why
 * the loop stopped. Pure.
 */
final class AuditText {

  private static final String INDENT = " ".repeat(8);
  private static final int NOTE_LENGTH = 1_000;

  private AuditText() {}

  static List<String> lines(LoopHistory history) {
    List<String> lines = new ArrayList<>();
    lines.add("Audit of loop " + history.loopId());
    LoopResult result = history.result();
    if (result != null) {
      lines.add("objective: " + Words.plain(result.getObjective()));
    }
    List<LedgerLine> ledger = List.of();
    LoopTransition previous = null;
    for (LoopTransition transition : history.transitions()) {
      gap(previous == null ? 0 : previous.getSequence(), transition, lines);
      entry(
          transition,
          Duration.between(history.transitions().getFirst().getAt(), transition.getAt()),
          ledger,
          lines);
      ledger = transition.getLedger().isEmpty() ? ledger : transition.getLedger();
      previous = transition;
    }
    end(history, lines);
    return List.copyOf(lines);
  }

  private static void gap(long before, LoopTransition transition, List<String> lines) {
    if (transition.getSequence() > before + 1) {
      lines.add(
          INDENT
              + "decisions #%d to #%d are missing: deleted by retention or unreadable"
                  .formatted(before + 1, transition.getSequence() - 1));
    }
  }

  private static void entry(
      LoopTransition transition, Duration since, List<LedgerLine> ledger, List<String> lines) {
    lines.add(
        String.format(
            "%-7s %s  +%-8s %-18s %-24s %s%s",
            "#" + transition.getSequence(),
            Words.time(transition.getAt()),
            Words.duration(since),
            Words.plain(transition.getCause().getEvent()),
            TransitionText.phases(transition),
            TransitionText.place(transition),
            verdict(transition)));
    if (transition.getDisposition() != Disposition.APPLIED) {
      lines.add(INDENT + "not applied: " + transition.getDisposition());
    }
    if (!transition.getNote().isEmpty()) {
      lines.add(INDENT + "note: " + Words.clipped(transition.getNote(), NOTE_LENGTH));
    }
    lines.add(INDENT + "cause: " + cause(transition.getCause()));
    words("budgets", changed(ledger, transition.getLedger()), lines);
    words("crossed", transition.getThresholds(), lines);
    transition.getChanges().forEach(change -> words("changed", List.of(change), lines));
    words("effects", effects(transition.getEffects()), lines);
  }

  private static String verdict(LoopTransition transition) {
    String score =
        transition.getScore() == null ? "" : "  score " + Words.score(transition.getScore());
    return transition.getStopReason() == null
        ? score
        : score + "  " + transition.getOutcome() + " (" + transition.getStopReason() + ")";
  }

  static String cause(Cause cause) {
    SourceRef record = cause.getRecord();
    if (cause.getKind() == CauseKind.RECORD && record != null) {
      return "record " + coordinates(record);
    }
    return cause.getTimerDueAt() == null
        ? cause.getKind().name()
        : "timer due " + Words.time(cause.getTimerDueAt());
  }

  static String coordinates(SourceRef ref) {
    return ref.getTopic() + "/" + ref.getPartition() + "/" + ref.getOffset();
  }

  private static List<String> changed(List<LedgerLine> before, List<LedgerLine> after) {
    return after.stream()
        .filter(line -> !before.contains(line))
        .map(line -> Words.dimension(line.getDimension()) + " " + Bars.figures(line))
        .toList();
  }

  private static List<String> effects(List<EffectRef> effects) {
    return effects.stream()
        .map(effect ->
            effect.getEventId().isEmpty()
                ? effect.getKind()
                : effect.getKind() + " " + effect.getEventId())
        .toList();
  }

  private static void words(String title, List<String> items, List<String> lines) {
    if (!items.isEmpty()) {
      lines.add(INDENT + title + ": " + Words.plain(String.join(", ", items)));
    }
  }

  private static void end(LoopHistory history, List<String> lines) {
    lines.add(
        Words.count(history.transitions().size(), "decision")
            + ": "
            + counts(history.transitions()));
    LoopResult result = history.result();
    if (result == null) {
      lines.add("The loop has no result yet.");
      return;
    }
    lines.add(
        "Ended %s (%s) after %s: %s"
            .formatted(
                result.getOutcome(),
                result.getStopReason(),
                Words.count(result.getIterations(), "iteration"),
                Words.plain(result.getMessage())));
    result.getMissing().forEach(item -> lines.add("still missing: " + Words.clipped(item, 400)));
  }

  private static String counts(List<LoopTransition> transitions) {
    Map<Disposition, Long> counts =
        transitions.stream()
            .collect(
                Collectors.groupingBy(
                    LoopTransition::getDisposition, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(count -> count.getValue() + " " + count.getKey())
        .collect(Collectors.joining(", "));
  }
}
