package io.loopline.loopctl.loops;

import io.loopline.event.CommandKind;
import io.loopline.loopctl.Connection;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loop approve ID}: the plan that waits is carried out. */
@Command(
    name = "approve",
    description = {
      "Approves the plan that waits; ./loop plan ID shows it.",
      "Returns when the command is on loop.commands; ./loop audit ID shows what became of it."
    })
public final class ApproveCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Parameters(paramLabel = "ID", description = "Loop id.")
  private String loopId = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the audit trail.")
  private String reason = "";

  @Option(
      names = "--iteration",
      paramLabel = "N",
      description = "Iteration whose plan is meant (default: the current one).")
  private @Nullable Integer iteration;

  private final CommandSender sender;

  public ApproveCommand() {
    this(CommandSender.ofThisProgram());
  }

  ApproveCommand(CommandSender sender) {
    this.sender = sender;
  }

  @Override
  public Integer call() {
    return sender.send(
        connection,
        loopId,
        CommandKind.APPROVE,
        (command, loop) -> command.setReason(reason).setIteration(PlanChoice.of(iteration, loop)));
  }
}
