package io.loopline.loopctl.goal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.Connection;
import io.loopline.loopctl.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loop init}: a first goal file to change. */
@Command(
    name = "init",
    description = {
      "Writes a commented goal file that runs as it is.",
      "Overwrites nothing unless told to."
    })
public final class InitCommand implements Callable<Integer> {
  private static final String STANDARD_OUTPUT = "-";

  /** What the goal is about. */
  enum Example {
    /** Text, two steps, one repair. */
    GREETING,
    /** Rows, SQL, one repair. */
    DATA;

    String text() throws IOException {
      String name = "/loopline/init/" + name().toLowerCase(Locale.ROOT) + ".yaml";
      try (InputStream content = Example.class.getResourceAsStream(name)) {
        if (content == null) {
          throw new IllegalStateException(name + " is not in the jar (bug)");
        }
        return new String(content.readAllBytes(), UTF_8);
      }
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Mixin private final Connection connection = new Connection();

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "Where to write it; - for standard output (default ${DEFAULT-VALUE}).")
  private String file = "goal.yaml";

  @Option(
      names = "--example",
      paramLabel = "NAME",
      description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private Example example = Example.GREETING;

  @Option(names = "--force", description = "Replace the file when there is one.")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    String text = example.text();
    if (file.equals(STANDARD_OUTPUT)) {
      connection.out().print(text);
      connection.out().flush();
      return ExitCode.OK;
    }
    write(Path.of(file), text);
    connection.out().println(file);
    connection.out().flush();
    connection.err().println("loop: change it, then: ./loop submit " + file + " --watch");
    connection.err().flush();
    return ExitCode.OK;
  }

  private void write(Path path, String text) {
    try {
      if (force) {
        Files.writeString(path, text);
      } else {
        Files.writeString(path, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      }
    } catch (FileAlreadyExistsException _) {
      throw new CliFailure(
          ExitCode.BAD_INPUT,
          "%s is there already; name another file, or replace it with --force".formatted(path));
    } catch (IOException failure) {
      throw new CliFailure(
          ExitCode.BAD_INPUT, "cannot write %s: %s".formatted(path, failure), failure);
    }
  }
}
