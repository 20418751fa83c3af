package io.loopline.codec.goal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What a goal must have for its model to summarize context. */
final class SummarizerRules {
  private SummarizerRules() {}

  static void check(JsonNode goal, List<GoalProblem> problems) {
    JsonNode context = goal.path("context");
    if (!context.path("summarizer").asText().equals("llm")) {
      return;
    }
    if (goal.path("planner").path("kind").asText().equals("playbook")) {
      problems.add(
          new GoalProblem(
              "context.summarizer",
              "llm is the model that plans, and here a playbook does; use digest"));
    }
    if (context.path("summarize").isBoolean() && !context.path("summarize").booleanValue()) {
      problems.add(
          new GoalProblem(
              "context.summarizer", "llm summarizes nothing while context.summarize is false"));
    }
  }
}
