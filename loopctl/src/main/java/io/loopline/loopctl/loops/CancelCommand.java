package io.loopline.loopctl.loops;

import io.loopline.event.CommandKind;
import io.loopline.loopctl.Connection;
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

  private final CommandSender sender;

  public CancelCommand() {
    this(CommandSender.ofThisProgram());
  }

  CancelCommand(CommandSender sender) {
    this.sender = sender;
  }

  @Override
  public Integer call() {
    return sender.send(
        connection, loopId, CommandKind.CANCEL, (command, _) -> command.setReason(reason));
  }
}
