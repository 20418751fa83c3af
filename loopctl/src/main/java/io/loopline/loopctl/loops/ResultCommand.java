package io.loopline.loopctl.loops;

import io.loopline.event.LoopResult;
import io.loopline.event.Outcome;
import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.Connection;
import io.loopline.loopctl.ExitCode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loop result ID}: how a loop ended. */
@Command(
    name = "result",
    description = {
      "Shows how a loop ended and the files it left.",
      "With --json the LoopResult event, with an array of its files added.",
      "Exit code 0 when the loop SUCCEEDED, 1 when it ended otherwise or still runs."
    })
public final class ResultCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Parameters(paramLabel = "ID", description = "Loop id.")
  private String loopId = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Copy the files of the workspace into this empty or new directory.")
  private @Nullable Path target;

  private final Access access;

  public ResultCommand() {
    this(Access.toKafka());
  }

  ResultCommand(Access access) {
    this.access = access;
  }

  @Override
  public Integer call() {
    return access.use(connection, this::show);
  }

  private int show(LoopBroker broker) {
    Output output = Output.of(connection);
    LoopHistory history = LoopHistory.of(broker, loopId);
    output.unreadable(history.unreadable());
    LoopResult result = history.result();
    if (result == null) {
      throw noResult(history);
    }
    ResultReport.print(connection, output, result);
    if (target != null) {
      int files = new WorkspaceFiles(connection.artifacts()).copy(result.getWorkspace(), target);
      output.remark("copied " + Words.count(files, "file") + " to " + target);
    }
    return result.getOutcome() == Outcome.SUCCEEDED ? ExitCode.OK : ExitCode.NOT_SUCCEEDED;
  }

  private static CliFailure noResult(LoopHistory history) {
    String standing =
        history
            .summary()
            .map(loop -> "it is " + loop.standing())
            .orElse("nothing of it is readable");
    return new CliFailure(
        ExitCode.NOT_SUCCEEDED,
        "loop %s has no result, %s; see ./loop watch %s"
            .formatted(history.loopId(), standing, history.loopId()));
  }
}
