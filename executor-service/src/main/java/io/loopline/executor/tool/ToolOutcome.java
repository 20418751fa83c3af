package io.loopline.executor.tool;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopline.event.FailureKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run came to. */
public sealed interface ToolOutcome {
  /** What it took; null of a tool that does not measure. */
  @Nullable ToolUsage usage();

  /**
   * The tool did what it was asked; its changes of the workspace are kept.
   *
   * @param text output for a planner to read, of any length
   * @param result the same for programs
   */
  record Done(String text, JsonNode result, @Nullable ToolUsage usage) implements ToolOutcome {
    public Done {
      requireNonNull(text, "text is null");
      requireNonNull(result, "result is null");
    }

    /** Of a tool that does not measure. */
    public Done(String text, JsonNode result) {
      this(text, result, null);
    }
  }

  /**
   * The tool did not; its changes of the workspace are dropped.
   *
   * @param message what was tried, what was found, what to do
   * @param details single errors
   * @param killedBy name of the limit that stopped it; null if none did
   */
  record Failed(
      FailureKind kind,
      String message,
      List<String> details,
      @Nullable String killedBy,
      @Nullable ToolUsage usage)
      implements ToolOutcome {
    public Failed {
      requireNonNull(kind, "kind is null");
      requireNonNull(message, "message is null");
      details = List.copyOf(details);
    }

    /** Of a tool that does not measure. */
    public Failed(
        FailureKind kind, String message, List<String> details, @Nullable String killedBy) {
      this(kind, message, details, killedBy, null);
    }

    /** A failure without details that no limit caused. */
    public static Failed of(FailureKind kind, String message) {
      return new Failed(kind, message, List.of(), null);
    }

    /** A failure because a limit was reached. */
    public static Failed overLimit(String limit, String message) {
      return new Failed(FailureKind.LIMIT_EXCEEDED, message, List.of(), limit);
    }
  }
}
