package io.loopline.loopctl.loops;

import io.loopline.event.CommandKind;
import io.loopline.loopctl.Connection;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loop reject ID}: the plan that waits is not carried out. */
@Command(
    name = "reject",
    description = {
      "Rejects the plan that waits; the reason goes to the planner, which plans anew,",
      "or the loop stops, as the goal's approval policy says.",
      "Returns when the command is on loop.commands; ./loop audit ID shows what became of it."
    })
public final class RejectCommand implements Callable<Integer> {
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

  public RejectCommand() {
    this(CommandSender.ofThisProgram());
  }

  RejectCommand(CommandSender sender) {
    this.sender = sender;
  }

  @Override
  public Integer call() {
    return sender.send(
        connection,
        loopId,
        CommandKind.REJECT,
        (command, loop) -> command.setReason(reason).setIteration(PlanChoice.of(iteration, loop)));
  }
}
