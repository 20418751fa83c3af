package io.loopline.executor.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.ActionRequest;
import io.loopline.event.ArtifactRef;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.Observation;
import io.loopline.event.ObservationView;
import io.loopline.event.Policy;
import io.loopline.event.Producer;
import io.loopline.executor.tool.outbox.OutboxTool;
import io.loopline.workbench.artifact.DirectoryArtifactStore;
import io.loopline.workbench.sandbox.Sandbox;
import io.loopline.workbench.sandbox.SandboxSettings;
import io.loopline.workbench.sql.LockedSql;
import io.loopline.workbench.workspace.ManifestEntry;
import io.loopline.workbench.workspace.WorkspaceStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A handler on real stores in a temporary directory, and what tests ask of it. */
@SuppressWarnings("NullAway.Init") // fields are set before each test
abstract class ActionFixture {
  static final Producer PRODUCER = new Producer("executor-service", "executor-1", "test");

  @TempDir Path directory;
  final LockedSql sql = new LockedSql(1);
  DirectoryArtifactStore artifacts;
  WorkspaceStore workspaces;
  Path runs;
  final RunningActions running = new RunningActions();
  ActionHandler handler;

  @BeforeEach
  void open() throws IOException {
    artifacts = new DirectoryArtifactStore(directory.resolve("artifacts"));
    workspaces = new WorkspaceStore(artifacts);
    runs = directory.resolve("runs");
    handler = handler(SandboxSettings.DEFAULT.bwrap());
  }

  /** A handler with another program for the sandbox. */
  ActionHandler handler(String bwrap) throws IOException {
    SandboxSettings settings = new SandboxSettings(bwrap, List.of(), 65520, 256, 2, 64);
    Sandbox sandbox = new Sandbox(settings, directory.resolve("etc"), 1);
    return new ActionHandler(
        new ActionRun(
            ExecutorWorker.toolbox(sql, sandbox, new OutboxTool(outbox())),
            this::claim,
            workspaces,
            new Workbenches(runs)),
        new MergeRun(workspaces),
        running,
        artifacts,
        PRODUCER,
        InstantSource.fixed(Requests.NOW));
  }

  /** What the controller says to a claim; no test but those of claims gets here. */
  boolean claim(ActionRequest request) throws InterruptedException {
    throw new AssertionError("claimed " + request);
  }

  Path outbox() {
    return directory.resolve("outbox");
  }

  /** The answer, which there must be. */
  Observation answer(ActionRequest request) {
    return answer(handler, request);
  }

  static Observation answer(ActionHandler handler, ActionRequest request) {
    try {
      return Objects.requireNonNull(handler.answer(request), "no answer");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(runs).isEmptyDirectory();
    sql.close();
  }

  ActionRequest withSecret(ActionRequest request) throws IOException {
    request.setInputs(List.of(Requests.input("secret/key.csv", artifact("k\n1\n"))));
    request.setPolicy(new Policy(List.of(), List.of("secret/**"), List.of()));
    return request;
  }

  ArtifactRef snapshot(String path, String content) throws IOException {
    Path source = Files.createDirectories(directory.resolve("source"));
    Files.writeString(source.resolve(path), content);
    return workspaces.snapshot(source);
  }

  ArtifactRef artifact(String content) throws IOException {
    return artifacts.put(content.getBytes(UTF_8), "text/plain");
  }

  List<String> paths(Observation answer) throws IOException {
    ArtifactRef workspace = Objects.requireNonNull(answer.getView().getWorkspace());
    return workspaces.manifest(workspace).stream().map(ManifestEntry::path).toList();
  }

  static Failure failure(ObservationView view) {
    return Objects.requireNonNull(view.getFailure(), view::getSummary);
  }

  static void assertFailed(ObservationView view, FailureKind kind, String message) {
    assertThat(failure(view).getKind()).as(view.getSummary()).isEqualTo(kind);
    assertThat(failure(view).getMessage()).contains(message);
    assertThat(view.getOk()).isFalse();
    assertThat(view.getWorkspace()).isNull();
    assertThat(view.getSummary()).startsWith(kind + ": ");
  }
}
