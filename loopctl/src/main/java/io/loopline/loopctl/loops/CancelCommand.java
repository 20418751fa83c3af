package io.loopline.loopctl.loops;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.loopline.event.CommandKind;
import io.loopline.event.LoopCommand;
import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.Connection;
import io.loopline.loopctl.ExitCode;
import io.loopline.topic.LoopTopics;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loop cancel ID}: asks the controller to end a loop. */
@Command(
    name = "cancel",
    description = {
      "Asks for the end of a loop; it ends CANCELLED unless it was faster.",
      "Returns when the command is on loop.commands; ./loop watch ID shows the end."
    })
public final class CancelCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Parameters(paramLabel = "ID", description = "Loop id.")
  private String loopId = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the audit trail.")
  private String reason = "";

  private final Access access;
  private final Envelope envelope;

  public CancelCommand() {
    this(Access.toKafka(), Envelope.ofThisProgram());
  }

  CancelCommand(Access access, Envelope envelope) {
    this.access = access;
    this.envelope = envelope;
  }

  @Override
  public Integer call() {
    return access.use(connection, this::cancel);
  }

  private int cancel(LoopBroker broker) {
    LoopHistory history = LoopHistory.lookUp(broker, loopId);
    if (history.unknown() && !LoopHistory.submitted(broker, loopId)) {
      throw LoopHistory.noSuchLoop(loopId);
    }
    Optional<LoopSummary> ended = history.summary().filter(LoopSummary::ended);
    if (ended.isPresent()) {
      throw new CliFailure(
          ExitCode.BAD_INPUT,
          "loop %s ended already: %s; nothing to cancel".formatted(loopId, ended.get().standing()));
    }
    broker.send(LoopTopics.COMMANDS, loopId, command());
    Output output = Output.of(connection);
    if (output.json()) {
      output.document(
          JsonNodeFactory.instance.objectNode().put("loop_id", loopId).put("kind", "CANCEL"));
    } else {
      output.lines(List.of("cancel of loop " + loopId + " is sent"));
    }
    return ExitCode.OK;
  }

  private LoopCommand command() {
    return LoopCommand.newBuilder()
        .setEventId(envelope.ids().get())
        .setLoopId(loopId)
        .setOccurredAt(access.clock().instant())
        .setProducer(envelope.producer())
        .setKind(CommandKind.CANCEL)
        .setRequestedBy(envelope.user())
        .setReason(reason)
        .build();
  }
}
