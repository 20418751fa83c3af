package io.loopline.loopctl.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Starts a service only to have it say what it would run with. Stateless. */
public final class ServiceQuestion {
  private final StackSettings stack;

  public ServiceQuestion(StackSettings stack) {
    this.stack = stack;
  }

  /**
   * The settings of a service, as JSON, with the command line and the environment that {@code loop
   * up} gives it.
   *
   * @throws CliFailure when it does not answer
   */
  public ObjectNode settings(Part part) throws InterruptedException {
    List<String> command = new ArrayList<>(new JvmCommands(stack).of(part));
    command.add("--settings");
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exitCode = process.waitFor();
      // what else is said, such as warnings of the JVM, comes before the document
      int start = ("\n" + said).indexOf("\n{");
      if (exitCode == 0
          && start >= 0
          && new ObjectMapper().readTree(said.substring(start)) instanceof ObjectNode report) {
        return report;
      }
      throw silent(part, said.isBlank() ? "exit code " + exitCode : said.strip());
    } catch (JsonProcessingException failure) {
      throw silent(part, String.valueOf(failure.getMessage()));
    } catch (IOException failure) {
      throw new CliFailure(
          ExitCode.NOT_REACHABLE,
          "cannot start the %s: %s".formatted(part.id(), failure.getMessage()),
          failure);
    }
  }

  private static CliFailure silent(Part part, String said) {
    return new CliFailure(
        ExitCode.BAD_INPUT, "the %s does not tell its settings: %s".formatted(part.id(), said));
  }
}
