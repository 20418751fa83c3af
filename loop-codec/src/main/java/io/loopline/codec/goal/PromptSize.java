package io.loopline.codec.goal;

import io.loopline.codec.prompt.MemoryText;
import io.loopline.codec.prompt.PlanPrompt;
import io.loopline.codec.prompt.Prompt;
import io.loopline.event.Goal;
import io.loopline.event.PlanRequest;
import io.loopline.event.RequestRef;
import io.loopline.event.Step;
import io.loopline.event.Strategy;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How many input tokens a goal takes in each plan request, beside the context window. Pure. */
final class PromptSize {
  /** Common tokenizers make a token of more bytes than that, of text in most languages. */
  private static final int BYTES_PER_TOKEN = 3;

  /** Budgets, what is to be wrapped up, and the frame that a provider puts around messages. */
  private static final long CHANGING = 400;

  /**
   * The window is counted as four characters a token, without headings and fences; the share of it
   * that this may be too little.
   */
  private static final int WINDOW_SHARE = 4;

  private PromptSize() {}

  /** An estimate that is rather too high; the worker counts exactly. */
  static long overheadTokens(Goal goal) {
    PlanRequest request = withoutWindow(goal);
    Prompt prompt = PlanPrompt.of(request, List.of());
    // a provider that holds its model to the form of the answer is told it a second time
    long form = bytes(PlanPrompt.answerSchema(request));
    long bytes = bytes(prompt.system()) + bytes(prompt.user()) + form + recalledBytes(goal);
    return CHANGING
        + Math.ceilDiv(bytes, BYTES_PER_TOKEN)
        + Math.ceilDiv(goal.getContext().getWindowTokens(), WINDOW_SHARE);
  }

  private static long recalledBytes(Goal goal) {
    return goal.getMemory() == null ? 0 : MemoryText.MAX_BYTES;
  }

  private static PlanRequest withoutWindow(Goal goal) {
    PlanRequest request = new PlanRequest();
    request.setRequest(new RequestRef("", 1, Step.PLAN, 0, 1));
    request.setObjective(goal.getObjective());
    request.setConstraints(goal.getConstraints());
    request.setInputs(goal.getInputs());
    request.setPolicy(goal.getPolicy());
    request.setPlanner(goal.getPlanner());
    request.setChecks(goal.getChecks());
    request.setMemory(goal.getMemory());
    request.setContext(List.of());
    request.setLedger(List.of());
    request.setStrategy(new Strategy(0, 0, 0, false));
    return request;
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
