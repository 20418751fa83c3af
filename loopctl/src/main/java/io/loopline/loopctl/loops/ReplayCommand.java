package io.loopline.loopctl.loops;

import io.loopline.codec.UnrecognizedContent;
import io.loopline.codec.replay.Counterfactual;
import io.loopline.codec.replay.CounterfactualReport;
import io.loopline.event.Goal;
import io.loopline.event.LoopInput;
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

/** {@code loop replay ID}: would the same causes lead to the same decisions again? */
@Command(
    name = "replay",
    description = {
      "Folds a loop's recorded causes through the state machine again and compares every decision:"
          + " disposition, effects, state hash.",
      "Exit code 0 when all are equal, 1 when one differs or a cause is gone. Decisions of another"
          + " machine version are named and not compared.",
      "With --with, tells how the loop would have gone under another policy: budgets, retry, timeouts,"
          + " stuck, adaptive, context; no model or tool is asked. Exit code 1 when the record does"
          + " not suffice to say."
    })
public final class ReplayCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Parameters(paramLabel = "ID", description = "Loop id.")
  private String loopId = "";

  @Option(
      names = "--with",
      paramLabel = "FILE",
      description = "Sections of a goal file in the place of the goal's own.")
  private @Nullable Path policy;

  private final Access access;

  public ReplayCommand() {
    this(Access.toKafka());
  }

  ReplayCommand(Access access) {
    this.access = access;
  }

  @Override
  public Integer call() {
    return access.use(connection, this::replay);
  }

  private int replay(LoopBroker broker) {
    Output output = Output.of(connection);
    LoopHistory history = LoopHistory.of(broker, loopId);
    Causes causes = broker.fetch(Causes.coordinates(history.transitions()));
    Path other = policy;
    if (other != null) {
      return otherwise(output, history, causes, other);
    }
    Replay replay = replay(history, causes);
    if (output.json()) {
      output.document(replay.json());
    } else {
      output.lines(ReplayText.lines(replay));
    }
    output.unreadable(replay.unreadable());
    return replay.equal() ? ExitCode.OK : ExitCode.NOT_SUCCEEDED;
  }

  private int otherwise(Output output, LoopHistory history, Causes causes, Path file) {
    Goal goal = goal(history, causes);
    Goal changed =
        switch (PartFiles.policy(file, goal)) {
          case FileReading.Valid<Goal>(Goal valid) -> valid;
          case FileReading.Invalid<Goal>(List<GoalError> errors) -> {
            errors.forEach(error -> connection.err().println(Words.plain(error.text())));
            throw new CliFailure(
                ExitCode.BAD_INPUT,
                "%s has %s".formatted(file, Words.count(errors.size(), "error")));
          }
        };
    CounterfactualReport report;
    try {
      report =
          Counterfactual.fold(history.loopId(), history.transitions(), causes::at, _ -> changed);
    } catch (UnrecognizedContent failure) {
      throw unreadable(history, failure);
    }
    if (output.json()) {
      output.document(CounterfactualText.json(report));
    } else {
      output.lines(CounterfactualText.lines(report, file.toString()));
    }
    return report.isKnown() ? ExitCode.OK : ExitCode.NOT_SUCCEEDED;
  }

  /** The goal of the loop's last life. */
  private static Goal goal(LoopHistory history, Causes causes) {
    return history.transitions().reversed().stream()
        .filter(transition -> transition.getSequence() == 1)
        .findFirst()
        .map(transition -> transition.getCause().getRecord())
        .flatMap(causes::at)
        .map(cause -> cause instanceof LoopInput input ? input.getGoal() : null)
        .orElseThrow(() ->
            new CliFailure(
                ExitCode.NOT_SUCCEEDED,
                "the goal of loop %s is gone, so nothing can be said of another policy"
                    .formatted(history.loopId())));
  }

  private static Replay replay(LoopHistory history, Causes causes) {
    try {
      return Replay.of(history, causes);
    } catch (UnrecognizedContent failure) {
      throw unreadable(history, failure);
    }
  }

  private static CliFailure unreadable(LoopHistory history, UnrecognizedContent failure) {
    return new CliFailure(
        ExitCode.NOT_SUCCEEDED,
        "loop %s cannot be replayed by this version: %s"
            .formatted(history.loopId(), failure.getMessage()),
        failure);
  }
}
