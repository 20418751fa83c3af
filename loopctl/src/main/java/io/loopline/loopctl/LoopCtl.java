package io.loopline.loopctl;

import io.loopline.loopctl.bench.BenchCommand;
import io.loopline.loopctl.doctor.DoctorCommand;
import io.loopline.loopctl.goal.EstimateCommand;
import io.loopline.loopctl.goal.InitCommand;
import io.loopline.loopctl.loops.AmendBudgetCommand;
import io.loopline.loopctl.loops.ApproveCommand;
import io.loopline.loopctl.loops.AuditCommand;
import io.loopline.loopctl.loops.CancelCommand;
import io.loopline.loopctl.loops.DeadLettersCommand;
import io.loopline.loopctl.loops.EditCommand;
import io.loopline.loopctl.loops.ListCommand;
import io.loopline.loopctl.loops.MemoryCommand;
import io.loopline.loopctl.loops.PauseCommand;
import io.loopline.loopctl.loops.PlanCommand;
import io.loopline.loopctl.loops.PromptCommand;
import io.loopline.loopctl.loops.RejectCommand;
import io.loopline.loopctl.loops.ReplayCommand;
import io.loopline.loopctl.loops.ResultCommand;
import io.loopline.loopctl.loops.ResumeCommand;
import io.loopline.loopctl.loops.SignalCommand;
import io.loopline.loopctl.loops.SubmitCommand;
import io.loopline.loopctl.loops.WatchCommand;
import io.loopline.loopctl.settings.ConfigCommand;
import io.loopline.loopctl.stack.DownCommand;
import io.loopline.loopctl.stack.StatusCommand;
import io.loopline.loopctl.stack.TopicsCommand;
import io.loopline.loopctl.stack.UpCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The {@code loop} command. Failures are one line on standard error: what, and what to do. */
@Command(
    name = "loop",
    description = "Loop engineering on Kafka: goals in, verified results out.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the loop did not succeed, or a replay differs",
      "2:wrong usage or bad input; nothing was submitted",
      "3:broker, registry or a service cannot be reached or started",
      "70:a bug in Loopline"
    },
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      InitCommand.class,
      EstimateCommand.class,
      SubmitCommand.class,
      WatchCommand.class,
      ListCommand.class,
      ResultCommand.class,
      AuditCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      PlanCommand.class,
      PromptCommand.class,
      MemoryCommand.class,
      ApproveCommand.class,
      EditCommand.class,
      RejectCommand.class,
      SignalCommand.class,
      AmendBudgetCommand.class,
      CancelCommand.class,
      ReplayCommand.class,
      DeadLettersCommand.class,
      TopicsCommand.class,
      BenchCommand.class,
      ConfigCommand.class,
      DoctorCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    })
public final class LoopCtl implements Runnable {
  @Mixin
  @SuppressWarnings("unused") // picocli fills it; subcommands find it through their parent
  private final Connection connection = new Connection();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }

  /** Runs one command line with these writers and returns its exit code. */
  public static int execute(PrintWriter out, PrintWriter err, String... arguments) {
    return new CommandLine(new LoopCtl())
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(LoopCtl::badUsage)
        .setExecutionExceptionHandler(LoopCtl::failed)
        .execute(arguments);
  }

  private static int badUsage(ParameterException failure, String[] arguments) {
    CommandSpec command = failure.getCommandLine().getCommandSpec();
    String help = command.parent() == null ? "./loop help" : "./loop help " + command.name();
    return oneLine(
        failure.getCommandLine(), ExitCode.BAD_INPUT, failure.getMessage() + "; see " + help);
  }

  private static int failed(Exception failure, CommandLine command, ParseResult parsed) {
    if (List.of(parsed.originalArgs().toArray()).contains("--verbose")) {
      failure.printStackTrace(command.getErr());
    }
    if (failure instanceof CliFailure expected) {
      return oneLine(command, expected.exitCode(), String.valueOf(expected.getMessage()));
    }
    return oneLine(
        command,
        ExitCode.BUG,
        "%s (a bug in Loopline; run again with --verbose to see where)".formatted(failure));
  }

  private static int oneLine(CommandLine command, int exitCode, String message) {
    command.getErr().println("loop: " + message.strip().replaceAll("\\s*\\R\\s*", "; "));
    command.getErr().flush();
    return exitCode;
  }

  public static void main(String[] arguments) {
    boolean verbose = List.of(arguments).contains("--verbose");
    // Read by logback.xml when the first logger is made, so it must be set before anything else is
    // touched.
    System.setProperty("loopline.cli.log", verbose ? "INFO" : "OFF");
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int exitCode = execute(out, err, arguments);
    out.flush();
    System.exit(exitCode);
  }
}
