package io.loopline.loopctl.bench;

import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.ExitCode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a relay in a process of its own, with the JVM options of the bench's services. */
final class RelayProcess {
  private static final long PATIENCE_MINUTES = 6;

  private RelayProcess() {}

  /**
   * @param directory for its log
   * @throws CliFailure if it did not end as it should
   */
  static Throughput run(String bootstrap, RelayShape shape, Path directory)
      throws IOException, InterruptedException {
    File log = directory.resolve("relay.log").toFile();
    Path answer = directory.resolve("relay.out");
    Process process =
        new ProcessBuilder(command(bootstrap, shape))
            .redirectOutput(answer.toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(log))
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "relay-stop"));
    try {
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new CliFailure(
            ExitCode.NOT_SUCCEEDED, "the bare relay did not end as it should; see " + log);
      }
    } finally {
      process.destroyForcibly();
    }
    String[] numbers = Files.readString(answer).strip().split(" ", -1);
    return new Throughput(
        shape.load(),
        Double.parseDouble(numbers[0]),
        new Percentiles(Double.parseDouble(numbers[1]), Double.parseDouble(numbers[2])));
  }

  private static List<String> command(String bootstrap, RelayShape shape) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Dloopline.cli.log=WARN"));
    command.addAll(BenchStack.PRODUCTION_JVM);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            RelayMain.class.getName(),
            bootstrap,
            Boolean.toString(shape.transactional()),
            Integer.toString(shape.load().loops()),
            Integer.toString(shape.load().iterations()),
            Integer.toString(shape.payloadBytes()),
            Integer.toString(shape.partitions())));
    return command;
  }
}
