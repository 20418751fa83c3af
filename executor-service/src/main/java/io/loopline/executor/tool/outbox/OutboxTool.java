package io.loopline.executor.tool.outbox;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.executor.tool.Isolation;
import io.loopline.executor.tool.Reconciliation;
import io.loopline.executor.tool.Tool;
import io.loopline.executor.tool.ToolCall;
import io.loopline.executor.tool.ToolOutcome;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Appends a line to a file of the outbox directory, which all executors share. A second run would
 * append it a second time; the idempotency key in the line tells whether the first did.
 */
public final class OutboxTool implements Tool {
  private final Path directory;
  private final Object writing = new Object();

  public OutboxTool(Path directory) {
    this.directory = requireNonNull(directory, "directory is null");
  }

  @Override
  public String name() {
    return "outbox";
  }

  @Override
  public Isolation isolation() {
    return Isolation.NONE;
  }

  @Override
  public ToolOutcome run(ToolCall call) throws IOException {
    synchronized (writing) {
      file(call).append(call.idempotencyKey(), call.arguments().required("line").textValue());
    }
    return done(call);
  }

  @Override
  public Reconciliation reconcile(ToolCall call) throws IOException {
    synchronized (writing) {
      return file(call).has(call.idempotencyKey())
          ? new Reconciliation.TookEffect(done(call))
          : new Reconciliation.NoEffect("the file has no line of this action");
    }
  }

  private OutboxFile file(ToolCall call) {
    return new OutboxFile(directory.resolve(name(call)));
  }

  private static ToolOutcome.Done done(ToolCall call) {
    ObjectNode result =
        JsonNodeFactory.instance
            .objectNode()
            .put("file", name(call))
            .put("key", call.idempotencyKey());
    return new ToolOutcome.Done("appended a line to " + name(call), result);
  }

  private static String name(ToolCall call) {
    return call.arguments().required("file").textValue();
  }
}
