package io.loopline.loopctl.loops;

import io.loopline.codec.goal.PlanText;
import io.loopline.event.CommandKind;
import io.loopline.event.Plan;
import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.Connection;
import io.loopline.loopctl.ExitCode;
import io.loopline.loopctl.goal.FileReading;
import io.loopline.loopctl.goal.GoalError;
import io.loopline.loopctl.goal.PartFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loop edit ID --file FILE}: another plan is carried out instead of the one that waits. */
@Command(
    name = "edit",
    description = {
      "Replaces the plan that waits by that of a file, which is thereby approved.",
      "Begin with: ./loop plan ID > plan.json",
      "An invalid file is refused with all its errors, exit code 2, and nothing is sent."
    })
public final class EditCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Parameters(paramLabel = "ID", description = "Loop id.")
  private String loopId = "";

  @Option(
      names = "--file",
      required = true,
      paramLabel = "FILE",
      description = "The plan, JSON or YAML.")
  private Path file = Path.of("");

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the audit trail.")
  private String reason = "";

  @Option(
      names = "--iteration",
      paramLabel = "N",
      description = "Iteration whose plan is meant (default: the current one).")
  private @Nullable Integer iteration;

  private final CommandSender sender;

  public EditCommand() {
    this(CommandSender.ofThisProgram());
  }

  EditCommand(CommandSender sender) {
    this.sender = sender;
  }

  @Override
  public Integer call() {
    // The file first: what is wrong with it does not need a broker to be told.
    String text = PlanText.of(read()).toString();
    return sender.send(
        connection,
        loopId,
        CommandKind.EDIT,
        (command, loop) ->
            command.setText(text).setReason(reason).setIteration(PlanChoice.of(iteration, loop)));
  }

  private Plan read() {
    return switch (PartFiles.plan(file)) {
      case FileReading.Valid<Plan>(Plan plan) -> plan;
      case FileReading.Invalid<Plan>(List<GoalError> errors) -> {
        errors.forEach(error -> connection.err().println(Words.plain(error.text())));
        throw new CliFailure(
            ExitCode.BAD_INPUT,
            "%s has %s; nothing was sent".formatted(file, Words.count(errors.size(), "error")));
      }
    };
  }
}
