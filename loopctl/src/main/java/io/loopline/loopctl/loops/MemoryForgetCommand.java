package io.loopline.loopctl.loops;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.loopline.event.MemoryFact;
import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.Connection;
import io.loopline.loopctl.ExitCode;
import io.loopline.topic.LoopTopics;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code loop memory forget FACT}: deletes a fact. */
@Command(
    name = "forget",
    description = {
      "Deletes a fact from memory; no later prompt tells it.",
      "Prompts that told it keep it, on the topics loop.plans and loop.plan-requests."
    })
public final class MemoryForgetCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Parameters(
      index = "0",
      paramLabel = "FACT",
      description = "Key of the fact, or its id, the part after the last slash.")
  private String fact = "";

  private final Access access;

  public MemoryForgetCommand() {
    this(Access.toKafka());
  }

  MemoryForgetCommand(Access access) {
    this.access = access;
  }

  @Override
  public Integer call() {
    return access.use(connection, this::forget);
  }

  private int forget(LoopBroker broker) {
    Output output = Output.of(connection);
    Table<MemoryFact> table = broker.table(LoopTopics.MEMORY);
    List<String> keys =
        table.rows().keySet().stream()
            .filter(key -> key.equals(fact) || key.endsWith("/" + fact))
            .toList();
    if (keys.size() != 1) {
      throw new CliFailure(
          ExitCode.BAD_INPUT,
          keys.isEmpty()
              ? "no fact '%s'; see ./loop memory list".formatted(fact)
              : "'%s' is %s; give the whole key".formatted(fact, String.join(" and ", keys)));
    }
    broker.delete(LoopTopics.MEMORY, keys.getFirst());
    if (output.json()) {
      output.document(JsonNodeFactory.instance.objectNode().put("forgotten", keys.getFirst()));
    } else {
      output.lines(List.of(keys.getFirst() + " is forgotten"));
    }
    return ExitCode.OK;
  }
}
