package io.loopline.workbench.sandbox;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A program to run.
 *
 * @param argv the program, by name or path, and its arguments
 * @param workspace directory it may change; no one else uses it during the run, and afterwards its
 *     files may belong to another user
 * @param cwd folder of the workspace it runs in; empty for the workspace itself
 * @param stdin text for its standard input
 * @param environment variables beside the standard ones
 */
public record SandboxRequest(
    List<String> argv,
    Path workspace,
    String cwd,
    String stdin,
    Map<String, String> environment,
    SandboxLimits limits) {
  /** What the kernel takes as one argument, without its end. */
  private static final int MAX_ARGUMENT_BYTES = (128 << 10) - 1;

  public SandboxRequest {
    argv = List.copyOf(argv);
    requireNonNull(workspace, "workspace is null");
    requireNonNull(cwd, "cwd is null");
    requireNonNull(stdin, "stdin is null");
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    requireNonNull(limits, "limits is null");
    if (argv.isEmpty() || argv.getFirst().isEmpty()) {
      throw new IllegalArgumentException("argv names no program");
    }
    argv.forEach(argument -> requirePassable("argv", argument));
    environment.forEach((name, value) -> {
      requirePassable("environment", value);
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        throw new IllegalArgumentException("not a name of an environment variable: " + name);
      }
    });
  }

  SandboxRequest in(Path directory) {
    return new SandboxRequest(argv, directory, cwd, stdin, environment, limits);
  }

  /** A program that does nothing, in the same sandbox. */
  SandboxRequest probe(Duration wall) {
    return new SandboxRequest(List.of("true"), workspace, "", "", Map.of(), limits.within(wall));
  }

  private static void requirePassable(String what, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(what + " holds the character NUL");
    }
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_ARGUMENT_BYTES) {
      throw new IllegalArgumentException(
          what + " holds a text of more than " + MAX_ARGUMENT_BYTES + " bytes; use a file");
    }
  }
}
