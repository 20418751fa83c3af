package io.loopline.planner.memory;

import io.loopline.event.LoopResult;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** How a loop ended, in the words that are searched and told. Pure. */
final class ResultText {
  private static final int OBJECTIVE = 500;
  private static final int MESSAGE = 400;
  private static final int MISSING = 300;

  private ResultText() {}

  /**
   * @param clean takes out what must not be told, before anything is cut
   */
  static String of(LoopResult result, UnaryOperator<String> clean) {
    StringBuilder text =
        new StringBuilder(clip(clean.apply(result.getObjective()), OBJECTIVE))
            .append("\nended ")
            .append(word(result.getOutcome()))
            .append(" (")
            .append(word(result.getStopReason()))
            .append(") after ")
            .append(result.getIterations())
            .append(" iterations: ")
            .append(clip(clean.apply(result.getMessage()), MESSAGE));
    if (!result.getMissing().isEmpty()) {
      text.append("\nstill missing: ")
          .append(clip(clean.apply(String.join("; ", result.getMissing())), MISSING));
    }
    return text.toString();
  }

  private static String word(Enum<?> symbol) {
    return symbol.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String clip(String text, int characters) {
    return text.length() <= characters ? text : text.substring(0, characters - 1) + "…";
  }
}
