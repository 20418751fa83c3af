package io.loopline.codec.goal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.event.AdaptivePolicy;
import io.loopline.event.ContextPolicy;
import io.loopline.event.MemoryPolicy;
import io.loopline.event.StuckPolicy;
import org.jspecify.annotations.Nullable;

/** The guards of a goal event in the form of a goal file. */
final class GuardDocument {
  private GuardDocument() {}

  static void stuck(ObjectNode node, StuckPolicy stuck) {
    node.put("enabled", stuck.getEnabled())
        .put("same_observation", stuck.getSameObservation())
        .put("same_error", stuck.getSameError())
        .put("alternating", stuck.getAlternating())
        .put("empty_plans", stuck.getEmptyPlans())
        .put("no_improvement", stuck.getNoImprovement())
        .put("unchanged_workspace", stuck.getUnchangedWorkspace())
        .put("idle_compactions", stuck.getIdleCompactions());
    ArrayNode tools = node.putArray("polling_tools");
    stuck.getPollingTools().forEach(tools::add);
  }

  static void context(ObjectNode node, ContextPolicy context) {
    node.put("window_tokens", context.getWindowTokens())
        .put("summarize", context.getSummarize())
        .put("compact_at", context.getCompactAt())
        .put("summary_tokens", context.getSummaryTokens())
        .put("summarizer", context.getSummaryByModel() ? "llm" : "digest");
  }

  /**
   * @param memory null when the goal has none
   */
  static void memory(ObjectNode context, @Nullable MemoryPolicy memory) {
    if (memory == null) {
      return;
    }
    ObjectNode node =
        context
            .putObject("memory")
            .put("recall", memory.getRecall())
            .put("results", memory.getResults());
    ArrayNode scopes = node.putArray("scopes");
    memory.getScopes().forEach(scopes::add);
  }

  static void adaptive(ObjectNode node, AdaptivePolicy adaptive) {
    node.put("enabled", adaptive.getEnabled())
        .put("raise_after", adaptive.getRaiseAfter())
        .put("lower_after", adaptive.getLowerAfter())
        .put("maximum_level", adaptive.getMaximumLevel())
        .put("shrink_from", adaptive.getShrinkFrom());
  }
}
