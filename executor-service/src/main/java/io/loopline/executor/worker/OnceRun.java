package io.loopline.executor.worker;

import io.loopline.event.FailureKind;
import io.loopline.executor.tool.Reconciliation;
import io.loopline.executor.tool.Tool;
import io.loopline.executor.tool.ToolCall;
import io.loopline.executor.tool.ToolOutcome;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is said of a tool that must not run twice: whatever leaves its end open is UNKNOWN_EFFECT,
 * never a failure that is simply tried again. Stateless.
 */
final class OnceRun {
  private static final Logger LOG = LoggerFactory.getLogger(OnceRun.class);

  private OnceRun() {}

  /** Everything from the grant on. */
  static Executed run(Tool tool, Callable<Executed> granted) {
    try {
      return granted.call();
    } catch (Exception failure) {
      LOG.atWarn().setCause(failure).addKeyValue("tool", tool.name()).log("end of a run unknown");
      return unknown("The tool " + tool.name() + " started and then failed: " + failure);
    }
  }

  /** The outcome of a run, where a failure that says nothing about the effect says so. */
  static ToolOutcome definite(ToolOutcome outcome) {
    return switch (outcome) {
      case ToolOutcome.Done done -> done;
      case ToolOutcome.Failed failed ->
          switch (failed.kind()) {
            case TRANSIENT, RATE_LIMITED, TIMEOUT, LIMIT_EXCEEDED ->
                new ToolOutcome.Failed(
                    FailureKind.UNKNOWN_EFFECT,
                    failed.message(),
                    failed.details(),
                    failed.killedBy(),
                    failed.usage());
            case INVALID_OUTPUT,
                DENIED,
                TOOL_FAILED,
                UNKNOWN_EFFECT,
                BUDGET_TOO_SMALL,
                TERMINAL,
                UNRECOGNIZED ->
                failed;
          };
    };
  }

  /** Asks the tool whether an earlier run took effect; TOOL_FAILED says that it did not. */
  static Executed reconcile(Tool tool, ToolCall call) throws IOException {
    return switch (tool.reconcile(call)) {
      case Reconciliation.TookEffect(ToolOutcome.Done outcome) ->
          new Executed(outcome, null, 0, tool.isolation().label());
      case Reconciliation.NoEffect(String reason) ->
          Executed.refused(
              ToolOutcome.Failed.of(
                  FailureKind.TOOL_FAILED, "The action did not take effect: " + reason));
      case Reconciliation.Unknown(String reason) -> unknown(reason);
    };
  }

  private static Executed unknown(String message) {
    return Executed.refused(ToolOutcome.Failed.of(FailureKind.UNKNOWN_EFFECT, message));
  }
}
