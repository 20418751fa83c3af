package io.loopline.loopctl.doctor;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs programs to hear whether they work. Each run is bounded in time; thread-safe. */
final class Commands {
  private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");

  private final String path;
  private final Duration timeout;

  /**
   * @param path folders of programs, as in the environment's PATH
   */
  Commands(String path, Duration timeout) {
    this.path = path;
    this.timeout = timeout;
  }

  Answer run(List<String> command) {
    Optional<Path> program = find(command.getFirst());
    if (program.isEmpty()) {
      return new Answer.Absent();
    }
    List<String> found = new ArrayList<>(command);
    found.set(0, program.get().toString());
    try {
      Path said = Files.createTempFile("loop-doctor-", ".txt");
      try {
        return run(found, said);
      } finally {
        Files.deleteIfExists(said);
      }
    } catch (IOException failure) {
      return new Answer.Ran(-1, String.valueOf(failure.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Answer.Silent();
    }
  }

  // Into a file, so that a program that stays silent cannot hold the reader.
  private Answer run(List<String> command, Path said) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().put("PATH", path);
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      return new Answer.Silent();
    }
    return new Answer.Ran(process.exitValue(), firstLine(said));
  }

  private static String firstLine(Path said) throws IOException {
    String text = new String(Files.readAllBytes(said), StandardCharsets.UTF_8);
    return COLOURS
        .matcher(text)
        .replaceAll("")
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .orElse("");
  }

  private Optional<Path> find(String program) {
    return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }
}
