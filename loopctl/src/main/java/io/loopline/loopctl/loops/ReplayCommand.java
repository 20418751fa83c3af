package io.loopline.loopctl.loops;

import io.loopline.codec.UnrecognizedContent;
import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.Connection;
import io.loopline.loopctl.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code loop replay ID}: would the same causes lead to the same decisions again? */
@Command(
    name = "replay",
    description = {
      "Folds a loop's recorded causes through the state machine again and compares every decision:"
          + " disposition, effects, state hash.",
      "Exit code 0 when all are equal, 1 when one differs or a cause is gone. Decisions of another"
          + " machine version are named and not compared."
    })
public final class ReplayCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Parameters(paramLabel = "ID", description = "Loop id.")
  private String loopId = "";

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
    Replay replay = replay(history, causes);
    if (output.json()) {
      output.document(replay.json());
    } else {
      output.lines(ReplayText.lines(replay));
    }
    output.unreadable(replay.unreadable());
    return replay.equal() ? ExitCode.OK : ExitCode.NOT_SUCCEEDED;
  }

  private static Replay replay(LoopHistory history, Causes causes) {
    try {
      return Replay.of(history, causes);
    } catch (UnrecognizedContent failure) {
      throw new CliFailure(
          ExitCode.NOT_SUCCEEDED,
          "loop %s cannot be replayed by this version: %s"
              .formatted(history.loopId(), failure.getMessage()),
          failure);
    }
  }
}
