package io.loopline.codec.prompt;

import static java.util.Objects.requireNonNull;

import io.loopline.codec.ContextSummary;
import io.loopline.event.PlanRequest;
import io.loopline.event.SummaryOrder;
import io.loopline.prompt.Fence;

/**
 * The exact prompt of the summary that a plan request orders, and how its answer is taken. Pure, so
 * that it can be rebuilt from the topics like the plan's own.
 */
public final class SummaryPrompt {
  private static final String RULES =
      """
      You keep the notes of a loop that works towards a goal by itself. Its oldest entries no longer fit \
      its context; your summary takes their place, and the planner sees nothing else of them.

      Rules:
      - Keep what the planner needs to go on: what was tried and with what result, what failed and why, \
      what must not be repeated, what was learned (names, paths, numbers, error messages, as they are), \
      what a person said, how the score went.
      - Leave out what no longer matters: files that were rewritten since, outputs that led nowhere.
      - Say only what the entries say. Do not plan, do not judge whether the goal is reached.
      - Plain text, short lines, in the order of iterations. No introduction; the summary alone.
      """;

  private static final String MARK = "…";

  private SummaryPrompt() {}

  /** The prompt; only of a request that orders a summary. */
  public static Prompt of(PlanRequest request) {
    SummaryOrder order = requireNonNull(request.getSummary(), "the request orders no summary");
    String user =
        """
        ## Goal

        %s

        ## Entries to summarize, of iterations up to %d

        %s

        ## Now

        Write the summary, at most %d characters. What is longer is cut off.
        """
            .formatted(
                request.getObjective(),
                order.getIteration(),
                WindowText.of(ContextSummary.leaving(request)),
                ContextSummary.characters(order.getMaxTokens()));
    return new Prompt(RULES + "- " + Fence.RULE + "\n", user);
  }

  /** The summary in a model's answer: at most as long as ordered; empty when there is none. */
  public static String read(String answer, SummaryOrder order) {
    String text = answer.strip();
    int most = ContextSummary.characters(order.getMaxTokens());
    if (text.length() <= most) {
      return text;
    }
    int end = most - MARK.length();
    // half of a surrogate pair is no character
    end -= Character.isHighSurrogate(text.charAt(end - 1)) ? 1 : 0;
    return text.substring(0, end) + MARK;
  }
}
