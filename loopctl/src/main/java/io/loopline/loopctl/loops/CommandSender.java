package io.loopline.loopctl.loops;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.loopline.event.CommandKind;
import io.loopline.event.LoopCommand;
import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.Connection;
import io.loopline.loopctl.ExitCode;
import io.loopline.topic.LoopTopics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Sends what a person tells a loop, when there is such a loop and it has not ended. The controller
 * decides on it; the audit trail says how.
 *
 * @param access broker and time
 * @param envelope what the event says about this program
 */
record CommandSender(Access access, Envelope envelope) {

  static CommandSender ofThisProgram() {
    return new CommandSender(Access.toKafka(), Envelope.ofThisProgram());
  }

  /** What a command adds to the event, knowing where the loop stands; empty when unknown. */
  interface Content extends BiConsumer<LoopCommand.Builder, Optional<LoopSummary>> {}

  /** Sends one command and gives the exit code. */
  int send(Connection connection, String loopId, CommandKind kind, Content content) {
    return access.use(connection, broker -> send(broker, connection, loopId, kind, content));
  }

  private int send(
      LoopBroker broker, Connection connection, String loopId, CommandKind kind, Content content) {
    String word = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    LoopHistory history = LoopHistory.lookUp(broker, loopId);
    if (history.unknown() && !LoopHistory.submitted(broker, loopId)) {
      throw LoopHistory.noSuchLoop(loopId);
    }
    Optional<LoopSummary> summary = history.summary();
    if (summary.filter(LoopSummary::ended).isPresent()) {
      throw new CliFailure(
          ExitCode.BAD_INPUT,
          "loop %s ended already: %s; nothing to %s"
              .formatted(loopId, summary.get().standing(), word));
    }
    LoopCommand.Builder command = command(loopId, kind);
    content.accept(command, summary);
    broker.send(LoopTopics.COMMANDS, loopId, command.build());
    Output output = Output.of(connection);
    if (output.json()) {
      output.document(
          JsonNodeFactory.instance.objectNode().put("loop_id", loopId).put("kind", kind.name()));
    } else {
      output.lines(List.of("%s of loop %s is sent".formatted(word, loopId)));
    }
    return ExitCode.OK;
  }

  private LoopCommand.Builder command(String loopId, CommandKind kind) {
    return LoopCommand.newBuilder()
        .setEventId(envelope.ids().get())
        .setLoopId(loopId)
        .setOccurredAt(access.clock().instant())
        .setProducer(envelope.producer())
        .setKind(kind)
        .setRequestedBy(envelope.user());
  }
}
