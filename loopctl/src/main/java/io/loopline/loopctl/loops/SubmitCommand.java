package io.loopline.loopctl.loops;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.codec.goal.GoalEnvelope;
import io.loopline.codec.goal.GoalHash;
import io.loopline.event.Goal;
import io.loopline.event.InputKind;
import io.loopline.event.LoopInput;
import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.Connection;
import io.loopline.loopctl.ExitCode;
import io.loopline.loopctl.goal.GoalError;
import io.loopline.loopctl.goal.GoalFiles;
import io.loopline.loopctl.goal.GoalReading;
import io.loopline.topic.LoopTopics;
import io.loopline.workbench.artifact.DirectoryArtifactStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loop submit FILE}: a goal file becomes a goal on loop.goals. */
@Command(
    name = "submit",
    description = {
      "Checks a goal file and submits it. Prints the loop id on standard output.",
      "An invalid file is refused with all its errors, exit code 2, and nothing is submitted.",
      "With --watch it goes on as ./loop watch: exit code 0 only when the loop SUCCEEDED."
    })
public final class SubmitCommand implements Callable<Integer> {
  private static final DateTimeFormatter TO_THE_SECOND =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  @Mixin private final Connection connection = new Connection();

  @Parameters(paramLabel = "FILE", description = "Goal file, YAML or JSON.")
  private Path file = Path.of("");

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Loop id (default: the file's, else a new one).")
  private @Nullable String id;

  @Option(names = "--watch", description = "Show the loop until it ends.")
  private boolean watch;

  private final Access access;
  private final Envelope envelope;
  private final Terminal terminal;

  public SubmitCommand() {
    this(Access.toKafka(), Envelope.ofThisProgram(), Terminal.detect());
  }

  SubmitCommand(Access access, Envelope envelope, Terminal terminal) {
    this.access = access;
    this.envelope = envelope;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (id != null) {
      LoopHistory.requireLoopId(id);
    }
    // The file first: what is wrong with it does not need a broker to be told.
    Instant now = access.clock().instant();
    String fresh = "loop-" + TO_THE_SECOND.format(now) + "-" + envelope.ids().get().substring(0, 4);
    Goal goal = read(now, fresh);
    boolean named = !goal.getLoopId().equals(fresh);
    return access.use(connection, broker -> submit(broker, goal, named));
  }

  private int submit(LoopBroker broker, Goal goal, boolean named) {
    Output output = Output.of(connection);
    String loopId = goal.getLoopId();
    if (named) {
      requireFree(broker, goal, output);
    }
    broker.send(LoopTopics.GOALS, loopId, goal);
    if (output.json()) {
      ObjectNode submitted = JsonNodeFactory.instance.objectNode().put("loop_id", loopId);
      output.jsonLine(submitted);
    } else {
      output.lines(List.of(loopId));
    }
    return watch ? WatchCommand.watch(broker, access, terminal, connection, loopId) : ExitCode.OK;
  }

  /** The controller ignores the same goal and sets another one aside; here a person is told. */
  private static void requireFree(LoopBroker broker, Goal goal, Output output) {
    Optional<LoopInput> first =
        broker.read(LoopTopics.INBOX, goal.getLoopId()).events().stream()
            .filter(input -> input.getKind() == InputKind.GOAL && input.getGoalHash() != null)
            .findFirst();
    if (first.isEmpty()) {
      return;
    }
    if (!GoalHash.of(goal).equals(first.get().getGoalHash())) {
      throw new CliFailure(
          ExitCode.BAD_INPUT,
          "loop id %s belongs to another goal already; choose another one with --id"
              .formatted(goal.getLoopId()));
    }
    output.remark(
        "loop "
            + goal.getLoopId()
            + " exists with this very goal; submitting it again adds nothing");
  }

  private Goal read(Instant now, String fresh) {
    GoalEnvelope header = new GoalEnvelope(envelope.ids().get(), now, envelope.producer());
    GoalReading reading;
    try {
      reading =
          new GoalFiles(new DirectoryArtifactStore(connection.artifacts()))
              .read(file, header, fresh);
    } catch (IOException | UncheckedIOException failure) {
      throw noStore(failure);
    }
    return switch (reading) {
      case GoalReading.Valid(Goal goal) -> id == null ? goal : withId(goal, id);
      case GoalReading.Invalid(List<GoalError> errors) -> throw invalid(errors);
    };
  }

  private static Goal withId(Goal goal, String id) {
    return Goal.newBuilder(goal).setLoopId(id).build();
  }

  private CliFailure invalid(List<GoalError> errors) {
    errors.forEach(error -> connection.err().println(Words.plain(error.text())));
    return new CliFailure(
        ExitCode.BAD_INPUT,
        "%s has %s; nothing was submitted".formatted(file, Words.count(errors.size(), "error")));
  }

  private CliFailure noStore(Exception failure) {
    return new CliFailure(
        ExitCode.BAD_INPUT,
        "cannot store the goal's files in %s: %s; name another artifact store with --artifacts"
            .formatted(connection.artifacts(), failure.getMessage()),
        failure);
  }
}
