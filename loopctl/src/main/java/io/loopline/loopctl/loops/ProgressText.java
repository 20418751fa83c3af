package io.loopline.loopctl.loops;

import io.loopline.event.LoopTransition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The picture a terminal shows while a loop runs. Pure; always as many lines as there is to say.
 */
final class ProgressText {

  private ProgressText() {}

  /**
   * Lines of at most {@code width} characters.
   *
   * @param last the newest transition; null when only the result is known
   */
  static List<String> lines(
      LoopSummary loop, @Nullable LoopTransition last, Instant now, int width) {
    Duration elapsed = loop.age(now);
    List<String> lines = new ArrayList<>();
    lines.add("loop " + loop.loopId() + "  " + headline(loop) + "  " + Words.duration(elapsed));
    lines.add("score       " + scores(loop));
    lines.addAll(Bars.of(loop.ledger(), elapsed));
    if (last != null) {
      lines.add("last        " + lastDecision(last));
    }
    return lines.stream().map(line -> Words.clipped(line, width)).toList();
  }

  private static String headline(LoopSummary loop) {
    String attempt = loop.attempt() > 1 ? " (attempt " + loop.attempt() + ")" : "";
    return loop.standing() + "  iteration " + loop.iterations() + attempt;
  }

  private static String scores(LoopSummary loop) {
    Double score = loop.score();
    Double best = loop.bestScore();
    if (score == null || best == null) {
      return "not judged yet";
    }
    return Words.score(score) + "  best " + Words.score(best);
  }

  private static String lastDecision(LoopTransition last) {
    String note = last.getNote().isEmpty() ? "" : ": " + last.getNote();
    return "#" + last.getSequence() + " " + last.getCause().getEvent() + note;
  }
}
