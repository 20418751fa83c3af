package io.loopline.executor.tool.workspace;

import static java.util.Objects.requireNonNull;

import io.loopline.event.FailureKind;
import io.loopline.executor.tool.ToolOutcome;

/** Why a diff is not applied; nothing was changed then. The message names file, hunk and line. */
final class PatchRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;

  PatchRefused(FailureKind kind, String message) {
    super(message);
    this.kind = requireNonNull(kind, "kind is null");
  }

  /** The diff is wrong, or does not belong to these files. */
  static PatchRefused failed(String message) {
    return new PatchRefused(FailureKind.TOOL_FAILED, message);
  }

  /** A line of the diff, counted from 1, is not what it must be. */
  static PatchRefused atLine(int line, String message) {
    return failed("Line " + line + " of the diff " + message);
  }

  ToolOutcome outcome() {
    String message = String.valueOf(getMessage());
    return kind == FailureKind.LIMIT_EXCEEDED
        ? ToolOutcome.Failed.overLimit("workspace", message)
        : ToolOutcome.Failed.of(kind, message);
  }
}
