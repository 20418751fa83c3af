package io.loopline.loopctl.loops;

import io.loopline.event.CommandKind;
import io.loopline.loopctl.Connection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loop pause ID}: no request of the loop leaves until it is resumed. */
@Command(
    name = "pause",
    description = {
      "Pauses a loop: answers are still taken in, no request leaves, the wall clock runs on.",
      "Returns when the command is on loop.commands; ./loop audit ID shows what became of it."
    })
public final class PauseCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Parameters(paramLabel = "ID", description = "Loop id.")
  private String loopId = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the audit trail.")
  private String reason = "";

  private final CommandSender sender;

  public PauseCommand() {
    this(CommandSender.ofThisProgram());
  }

  PauseCommand(CommandSender sender) {
    this.sender = sender;
  }

  @Override
  public Integer call() {
    return sender.send(
        connection, loopId, CommandKind.PAUSE, (command, _) -> command.setReason(reason));
  }
}
