package io.loopline.workbench.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A real sandbox on a directory, small limits, and what tests ask of both. */
abstract class SandboxBench {
  static final long MIB = 1L << 20;

  /** Stands in the arguments of every program, so that whatever is left of one is found. */
  final String marker = "marker-" + UUID.randomUUID();

  @TempDir(cleanup = CleanupMode.NEVER) // what hostile programs leave is removed by our own means
  Path directory = Path.of("");

  private Path workspace = Path.of("");

  @BeforeEach
  void prepare() throws Exception {
    workspace = Files.createDirectories(directory.resolve("workspace"));
    Files.writeString(workspace.resolve("input.txt"), "input\n");
    if (run("true") instanceof SandboxOutcome.NotAvailable missing) {
      abort("no sandbox on this machine: " + missing.reason());
    }
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    assertThat(marked()).isEmpty();
    io.loopline.workbench.workspace.TreeRemoval.remove(directory);
    assertThat(directory).doesNotExist();
  }

  List<String> marked() {
    return ProcessHandle.allProcesses()
        .filter(process -> !process.equals(ProcessHandle.current()))
        .flatMap(process -> process.info().commandLine().stream())
        .filter(line -> line.contains(marker))
        .toList();
  }

  Path workspace() {
    return workspace;
  }

  Sandbox sandbox() throws IOException {
    return new Sandbox(SandboxSettings.DEFAULT, directory.resolve("etc"), 2);
  }

  /** Small limits that leave room for a shell. */
  SandboxLimits limits() {
    return new SandboxLimits(
        Duration.ofSeconds(20),
        Duration.ofSeconds(20),
        64 * MIB,
        32,
        64 << 10,
        16 * MIB,
        200,
        4 * MIB);
  }

  SandboxOutcome sh(String script) throws Exception {
    return run("sh", "-c", script, marker);
  }

  SandboxOutcome perl(String script) throws Exception {
    return run("perl", "-e", script, marker);
  }

  SandboxOutcome run(String... argv) throws Exception {
    return run(limits(), argv);
  }

  SandboxOutcome run(SandboxLimits limits, String... argv) throws Exception {
    return sandbox().run(new SandboxRequest(List.of(argv), workspace, "", "", Map.of(), limits));
  }

  static SandboxOutcome.Exited exited(SandboxOutcome outcome) {
    assertThat(outcome).isInstanceOf(SandboxOutcome.Exited.class);
    return (SandboxOutcome.Exited) outcome;
  }

  static String stdout(SandboxOutcome outcome) {
    return exited(outcome).output().stdout();
  }

  static void assertKilledBy(SandboxLimit limit, SandboxOutcome outcome) {
    assertThat(outcome).isInstanceOf(SandboxOutcome.Killed.class);
    assertThat(((SandboxOutcome.Killed) outcome).limit()).isEqualTo(limit);
  }
}
