package io.loopline.loopctl.loops;

import io.loopline.event.CommandKind;
import io.loopline.loopctl.Connection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loop resume ID}: a paused loop goes on. */
@Command(
    name = "resume",
    description = {
      "Resumes a paused loop where it was left.",
      "Returns when the command is on loop.commands; ./loop audit ID shows what became of it."
    })
public final class ResumeCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Parameters(paramLabel = "ID", description = "Loop id.")
  private String loopId = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the audit trail.")
  private String reason = "";

  private final CommandSender sender;

  public ResumeCommand() {
    this(CommandSender.ofThisProgram());
  }

  ResumeCommand(CommandSender sender) {
    this.sender = sender;
  }

  @Override
  public Integer call() {
    return sender.send(
        connection, loopId, CommandKind.RESUME, (command, _) -> command.setReason(reason));
  }
}
