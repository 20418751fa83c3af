package io.loopline.codec.goal;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopline.event.AdaptivePolicy;
import io.loopline.event.ContextPolicy;
import io.loopline.event.MemoryPolicy;
import io.loopline.event.StuckPolicy;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The guards of a goal document as parts of its event; what it does not say has its default. */
final class GuardRecord {
  private GuardRecord() {}

  static StuckPolicy stuck(JsonNode stuck) {
    StuckPolicy.Builder builder = StuckPolicy.newBuilder();
    if (stuck.has("enabled")) {
      builder.setEnabled(stuck.path("enabled").booleanValue());
    }
    count(stuck, "same_observation", builder::setSameObservation);
    count(stuck, "same_error", builder::setSameError);
    count(stuck, "alternating", builder::setAlternating);
    count(stuck, "empty_plans", builder::setEmptyPlans);
    count(stuck, "no_improvement", builder::setNoImprovement);
    count(stuck, "unchanged_workspace", builder::setUnchangedWorkspace);
    count(stuck, "idle_compactions", builder::setIdleCompactions);
    return builder.setPollingTools(GoalRecord.texts(stuck.path("polling_tools"))).build();
  }

  static AdaptivePolicy adaptive(JsonNode adaptive) {
    AdaptivePolicy.Builder builder = AdaptivePolicy.newBuilder();
    if (adaptive.has("enabled")) {
      builder.setEnabled(adaptive.path("enabled").booleanValue());
    }
    count(adaptive, "raise_after", builder::setRaiseAfter);
    count(adaptive, "lower_after", builder::setLowerAfter);
    count(adaptive, "maximum_level", builder::setMaximumLevel);
    count(adaptive, "shrink_from", builder::setShrinkFrom);
    return builder.build();
  }

  static ContextPolicy context(JsonNode context) {
    ContextPolicy.Builder builder = ContextPolicy.newBuilder();
    count(context, "window_tokens", builder::setWindowTokens);
    if (context.has("summarize")) {
      builder.setSummarize(context.path("summarize").booleanValue());
    }
    count(context, "compact_at", builder::setCompactAt);
    count(context, "summary_tokens", builder::setSummaryTokens);
    if (context.has("summarizer")) {
      builder.setSummaryByModel(context.path("summarizer").textValue().equals("llm"));
    }
    return builder.build();
  }

  /** Null when the goal has none. */
  static @Nullable MemoryPolicy memory(JsonNode memory) {
    if (!memory.isObject()) {
      return null;
    }
    MemoryPolicy.Builder builder = MemoryPolicy.newBuilder();
    count(memory, "recall", builder::setRecall);
    count(memory, "results", builder::setResults);
    return builder.setScopes(GoalRecord.texts(memory.path("scopes"))).build();
  }

  private static void count(JsonNode section, String field, IntConsumer target) {
    GoalRecord.whole(section.path(field), value -> target.accept(Math.toIntExact(value)));
  }
}
