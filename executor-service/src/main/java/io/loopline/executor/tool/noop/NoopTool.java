package io.loopline.executor.tool.noop;

import io.loopline.executor.tool.Isolation;
import io.loopline.executor.tool.Tool;
import io.loopline.executor.tool.ToolCall;
import io.loopline.executor.tool.ToolOutcome;

/** Does nothing and returns its arguments. */
public final class NoopTool implements Tool {
  @Override
  public String name() {
    return "noop";
  }

  @Override
  public Isolation isolation() {
    return Isolation.NONE;
  }

  @Override
  public ToolOutcome run(ToolCall call) {
    return new ToolOutcome.Done("did nothing", call.arguments());
  }
}
