package io.loopline.loopctl.loops;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.loopctl.Connection;
import io.loopline.loopctl.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code loop audit ID}: every decision of a loop and why. */
@Command(
    name = "audit",
    description = {
      "Shows the timeline of a loop: every decision, its cause, what it cost, why the loop stopped.",
      "With --json one object: loop_id, transitions, result."
    })
public final class AuditCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Parameters(paramLabel = "ID", description = "Loop id.")
  private String loopId = "";

  private final Access access;

  public AuditCommand() {
    this(Access.toKafka());
  }

  AuditCommand(Access access) {
    this.access = access;
  }

  @Override
  public Integer call() {
    return access.use(connection, this::audit);
  }

  private int audit(LoopBroker broker) {
    Output output = Output.of(connection);
    LoopHistory history = LoopHistory.of(broker, loopId);
    if (output.json()) {
      output.document(json(history));
    } else {
      output.lines(AuditText.lines(history));
    }
    output.unreadable(history.unreadable());
    return ExitCode.OK;
  }

  static ObjectNode json(LoopHistory history) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("loop_id", history.loopId());
    json.set("transitions", EventJson.array(history.transitions()));
    json.set("result", history.result() == null ? null : EventJson.of(history.result()));
    return json;
  }
}
