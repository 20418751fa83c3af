package io.loopline.loopctl.loops;

import io.loopline.event.CommandKind;
import io.loopline.loopctl.Connection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code loop signal ID TEXT}: a person's words for the planner. */
@Command(
    name = "signal",
    description = {
      "Puts a text into the loop's context window, where it stays; the next plan request has it.",
      "Returns when the command is on loop.commands; ./loop audit ID shows what became of it."
    })
public final class SignalCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Parameters(index = "0", paramLabel = "ID", description = "Loop id.")
  private String loopId = "";

  @Parameters(index = "1", paramLabel = "TEXT", description = "What to tell the planner.")
  private String text = "";

  private final CommandSender sender;

  public SignalCommand() {
    this(CommandSender.ofThisProgram());
  }

  SignalCommand(CommandSender sender) {
    this.sender = sender;
  }

  @Override
  public Integer call() {
    return sender.send(
        connection, loopId, CommandKind.SIGNAL, (command, _) -> command.setText(text));
  }
}
