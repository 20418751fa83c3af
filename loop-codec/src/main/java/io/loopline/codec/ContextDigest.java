package io.loopline.codec;

import io.loopline.event.ContextEntry;
import io.loopline.event.ContextKind;
import io.loopline.event.ObservationView;
import io.loopline.event.VerdictView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The summary of context rows that leave the window: one line per iteration, made from the rows
 * alone, so that the same rows always give the same text. Pure.
 */
final class ContextDigest {
  private static final int PART_CHARACTERS = 120;
  private static final String LEFT_OUT = "(earlier iterations are left out)";

  private ContextDigest() {}

  /** Text of at most {@code maxCharacters}; the newest lines stay. */
  static String of(List<ContextEntry> rows, int maxCharacters) {
    List<String> lines = new ArrayList<>();
    Map<Integer, List<String>> byIteration = new TreeMap<>();
    for (ContextEntry row : rows) {
      if (row.getKind() == ContextKind.SUMMARY) {
        row.getText().lines().forEach(lines::add);
      } else {
        byIteration.computeIfAbsent(row.getIteration(), _ -> new ArrayList<>()).add(part(row));
      }
    }
    byIteration.forEach((iteration, parts) ->
        lines.add("iteration " + iteration + ": " + String.join("; ", parts)));
    return newest(lines, maxCharacters);
  }

  private static String newest(List<String> lines, int maxCharacters) {
    List<String> kept = new ArrayList<>();
    int room = maxCharacters;
    int dropped = lines.size();
    for (String line : lines.reversed()) {
      room -= line.length() + 1;
      if ((room < LEFT_OUT.length() && dropped > 1) || room < 0) {
        break;
      }
      kept.addFirst(line);
      dropped--;
    }
    if (kept.isEmpty()) {
      return clip(lines.getLast(), maxCharacters);
    }
    if (dropped > 0) {
      kept.addFirst(LEFT_OUT);
    }
    return kept.stream().distinct().collect(Collectors.joining("\n"));
  }

  private static String part(ContextEntry row) {
    return switch (row.getKind()) {
      case PLAN ->
          "plan %s with %d actions"
              .formatted(row.getPlan().getStep(), row.getPlan().getActions().size());
      case OBSERVATION -> observation(row.getObservation());
      case VERDICT -> verdict(row.getVerdict());
      case SIGNAL, SUMMARY, REPAIR, NUDGE ->
          row.getKind().name().toLowerCase(Locale.ROOT) + ": " + clip(row.getText());
      case UNRECOGNIZED -> "an entry of a newer version";
    };
  }

  private static String observation(ObservationView view) {
    String end =
        view.getFailure() == null
            ? "ok"
            : view.getFailure().getKind() + " " + clip(view.getFailure().getMessage());
    return view.getName() + " (" + view.getTool() + ") " + end;
  }

  private static String verdict(VerdictView verdict) {
    return "score %s %s: %s"
        .formatted(verdict.getScore(), verdict.getDecision(), clip(verdict.getFeedback()));
  }

  private static String clip(String text) {
    return clip(text.replace('\n', ' '), PART_CHARACTERS);
  }

  private static String clip(String text, int characters) {
    return text.length() <= characters ? text : text.substring(0, characters - 1) + "…";
  }
}
