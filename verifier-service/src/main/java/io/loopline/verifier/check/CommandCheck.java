package io.loopline.verifier.check;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopline.workbench.sandbox.Sandbox;
import io.loopline.workbench.sandbox.SandboxLimits;
import io.loopline.workbench.sandbox.SandboxOutcome;
import io.loopline.workbench.sandbox.SandboxOutput;
import io.loopline.workbench.sandbox.SandboxRequest;
import io.loopline.workbench.workspace.TreeRemoval;
import io.loopline.workbench.workspace.WorkspaceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code command}: {@code {argv, cwd, stdin, environment, exit_code}}. A program, run in the
 * sandbox on a copy of the workspace, ends with the expected exit code. What it writes is thrown
 * away with the copy, so that the checks after it see the workspace they judge.
 */
public final class CommandCheck implements WorkspaceCheck {
  private static final long MEMORY_BYTES = 512L << 20;
  private static final long OUTPUT_BYTES = 64L << 10;
  private static final long WORKSPACE_BYTES = 1L << 30;

  /** The end of each output that is shown; a verdict has room for 500 characters. */
  private static final int TAIL = 200;

  private final Sandbox sandbox;

  public CommandCheck(Sandbox sandbox) {
    this.sandbox = requireNonNull(sandbox, "sandbox is null");
  }

  @Override
  public String kind() {
    return "command";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public CheckOutcome run(JsonNode settings, Judged judged) throws Exception {
    Settings read = Settings.of(settings, "argv", "cwd", "stdin", "environment", "exit_code");
    long exitCode = read.count("exit_code", 0);
    String expected = "exit code " + exitCode + " from: " + String.join(" ", read.texts("argv"));
    Path copy = Files.createTempDirectory(requireNonNull(judged.root().getParent()), "command-");
    try {
      WorkspaceTree.copy(judged.root(), copy);
      return outcome(sandbox.run(request(read, judged, copy)), exitCode, expected);
    } finally {
      TreeRemoval.remove(copy);
    }
  }

  private SandboxRequest request(Settings read, Judged judged, Path copy) throws BrokenCheck {
    SandboxLimits limits =
        sandbox.limits(judged.limit(), MEMORY_BYTES, OUTPUT_BYTES, WORKSPACE_BYTES);
    try {
      return new SandboxRequest(
          read.texts("argv"),
          copy,
          read.optionalText("cwd").orElse(""),
          read.anyText("stdin"),
          read.textsByName("environment"),
          limits);
    } catch (IllegalArgumentException e) {
      throw new BrokenCheck(String.valueOf(e.getMessage()));
    }
  }

  private static CheckOutcome outcome(SandboxOutcome outcome, long exitCode, String expected)
      throws CannotRun, IOException {
    return switch (outcome) {
      case SandboxOutcome.NotAvailable(String reason) -> throw new CannotRun(reason);
      case SandboxOutcome.NotStarted(String reason) -> CheckOutcome.error(expected, reason);
      case SandboxOutcome.Busy _ -> throw new IOException("all places for programs are taken");
      case SandboxOutcome.Killed killed ->
          CheckOutcome.error(
              expected,
              "stopped at the limit '%s': %s%s"
                  .formatted(killed.limit().label(), killed.message(), words(killed.output())));
      case SandboxOutcome.Exited exited -> {
        String found = "exit code " + exited.exitCode() + words(exited.output());
        yield exited.exitCode() == exitCode
            ? CheckOutcome.pass(expected, found)
            : CheckOutcome.fail(expected, found);
      }
    };
  }

  private static String words(SandboxOutput output) {
    return tail("stderr", output.stderr()) + tail("stdout", output.stdout());
  }

  private static String tail(String name, String output) {
    String text = output.strip();
    int from = Math.max(0, text.length() - TAIL);
    return text.isEmpty() ? "" : "\n" + name + (from > 0 ? " …" : " ") + text.substring(from);
  }
}
