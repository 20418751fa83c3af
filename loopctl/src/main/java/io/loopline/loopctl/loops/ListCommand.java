package io.loopline.loopctl.loops;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.loopline.event.LoopResult;
import io.loopline.event.LoopTransition;
import io.loopline.loopctl.Connection;
import io.loopline.loopctl.ExitCode;
import io.loopline.topic.LoopTopics;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code loop list}: all loops. */
@Command(
    name = "list",
    description = {
      "Lists all loops that left a transition or a result, the oldest first.",
      "With --json an array of objects."
    })
public final class ListCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  private final Access access;

  public ListCommand() {
    this(Access.toKafka());
  }

  ListCommand(Access access) {
    this.access = access;
  }

  @Override
  public Integer call() {
    return access.use(connection, this::list);
  }

  private int list(LoopBroker broker) {
    Output output = Output.of(connection);
    Reading<LoopTransition> transitions = broker.read(LoopTopics.TRANSITIONS);
    Reading<LoopResult> results = broker.read(LoopTopics.RESULTS);
    List<LoopSummary> loops = LoopHistory.summaries(transitions.events(), results.events());
    if (output.json()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      loops.forEach(loop -> array.add(SummaryJson.of(loop, access.clock().instant())));
      output.document(array);
    } else {
      output.lines(ListText.lines(loops, access.clock().instant()));
    }
    output.unreadable(transitions.unreadable());
    output.unreadable(results.unreadable());
    return ExitCode.OK;
  }
}
