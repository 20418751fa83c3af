package io.loopline.loopctl.bench;

import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.Connection;
import io.loopline.loopctl.ExitCode;
import io.loopline.loopctl.stack.LocalSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code loop bench}. */
@Command(
    name = "bench",
    description = {
      "Measures the engine: starts a stack of its own on free ports, runs loops in which only the"
          + " engine works (instant playbook, no-op tool, no-op check), and beside each load a bare"
          + " Kafka relay with the same number of hops.",
      "Takes minutes and all processors. Compare the ratios of one run, not times of different runs."
    })
public final class BenchCommand implements Callable<Integer> {
  private static final long WANTED_ITERATIONS = 12_000;
  private static final int MOST_OF_ONE_LOOP = 300;
  private static final int KILL_ITERATIONS = 60;

  @Mixin private final Connection connection = new Connection();

  @Option(
      names = "--loops",
      paramLabel = "N",
      split = ",",
      description = "Loops at the same time, one load after the other (default 1,200,1000).")
  private List<Integer> loops = List.of(1, 200, 1000);

  @Option(
      names = "--iterations",
      paramLabel = "K",
      description = "Iterations of each loop (default: enough for some seconds).")
  private @Nullable Integer iterations;

  @Option(
      names = "--warm-ups",
      paramLabel = "N",
      description =
          "Most runs before the first load (default 8); fewer when the rate no longer rises.")
  private int warmUps = 8;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = "Runs of each load; the median is shown (default 3).")
  private int repeat = 3;

  @Option(names = "--no-relay", description = "Leave the bare relay out.")
  private boolean noRelay;

  @Option(names = "--curve", description = "Vary commit interval and poll time as well.")
  private boolean curve;

  @Option(
      names = "--idle",
      paramLabel = "SECONDS",
      description = "How long the idle stack is watched (default 20).")
  private int idleSeconds = 20;

  @Option(
      names = "--kill-loops",
      paramLabel = "N",
      description = "Loops that run when the planner is killed (default 200).")
  private int killLoops = 200;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Setting of the services, such as loopline.worker.in-flight=64.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--profile",
      description =
          "Record the services with JDK Flight Recorder; the files stay in the directory.")
  private boolean profile;

  @Override
  public Integer call() throws IOException, InterruptedException {
    BenchPlan plan = plan();
    Consumer<String> progress = LocalSettings.progress(connection);
    Path parent = connection.directory().resolve("bench");
    try (BenchStack stack = BenchStack.start(parent, settings, jvmOptions(), progress)) {
      // Ctrl-C does not reach the processes of a stack
      Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "bench-stop"));
      progress.accept("logs and data in " + stack.directory());
      print(new Bench(stack, plan, progress).run(settings));
    }
    return ExitCode.OK;
  }

  private BenchPlan plan() {
    try {
      return new BenchPlan(
          warmUps,
          loops.stream().map(this::load).toList(),
          repeat,
          !noRelay,
          curve,
          Duration.ofSeconds(Math.max(1, idleSeconds)),
          new Load(killLoops, KILL_ITERATIONS));
    } catch (IllegalArgumentException invalid) {
      throw new CliFailure(ExitCode.BAD_INPUT, String.valueOf(invalid.getMessage()));
    }
  }

  private Load load(int count) {
    if (iterations != null) {
      return new Load(count, iterations);
    }
    long each = count < 1 ? 1 : Math.clamp(WANTED_ITERATIONS / count, 5, MOST_OF_ONE_LOOP);
    return new Load(count, Math.toIntExact(each));
  }

  private List<String> jvmOptions() {
    return profile
        ? List.of("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=%p.jfr")
        : List.of();
  }

  private void print(BenchReport report) {
    if (connection.json()) {
      connection.out().println(BenchJson.of(report).toPrettyString());
    } else {
      BenchText.of(report).forEach(connection.out()::println);
    }
    connection.out().flush();
  }
}
