package io.loopline.executor.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.ActionLimits;
import io.loopline.event.ActionRequest;
import io.loopline.event.ArtifactRef;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.Observation;
import io.loopline.event.ObservationView;
import io.loopline.event.Policy;
import io.loopline.event.Producer;
import io.loopline.event.ResourceUsage;
import io.loopline.workbench.artifact.DirectoryArtifactStore;
import io.loopline.workbench.artifact.Sha256;
import io.loopline.workbench.sql.LockedSql;
import io.loopline.workbench.workspace.ManifestEntry;
import io.loopline.workbench.workspace.WorkspaceStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init") // fields are set before each test
class ActionHandlerTest {
  private static final Producer PRODUCER = new Producer("executor-service", "executor-1", "test");

  @TempDir Path directory;
  private final LockedSql sql = new LockedSql(1);
  private DirectoryArtifactStore artifacts;
  private WorkspaceStore workspaces;
  private Path runs;
  private ActionHandler handler;

  @BeforeEach
  void open() throws IOException {
    artifacts = new DirectoryArtifactStore(directory.resolve("artifacts"));
    workspaces = new WorkspaceStore(artifacts);
    runs = directory.resolve("runs");
    handler =
        new ActionHandler(
            new ActionRun(ExecutorWorker.toolbox(sql), workspaces, new Workbenches(runs)),
            artifacts,
            PRODUCER,
            InstantSource.fixed(Requests.NOW));
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(runs).isEmptyDirectory();
    sql.close();
  }

  @Test
  void shouldAnswerTheRequestWhenTheToolDoesNothing() {
    // When
    Observation answer = handler.answer(Requests.of("noop", "{\"a\":1}"));
    // Then
    ArtifactRef output =
        new ArtifactRef(Sha256.of("{\"a\":1}".getBytes(UTF_8)), 7L, "application/json");
    assertThat(answer)
        .isEqualTo(
            new Observation(
                "loop-1/1/ACT/0/1/answer",
                "loop-1",
                Requests.NOW,
                PRODUCER,
                Requests.REF,
                new ObservationView(
                    1, 0, "act", "noop", true, null, "did nothing", "{\"a\":1}", output, null),
                new ResourceUsage(0L, 7L, 0L, null, "none")));
    assertThat(artifacts.contains(output.getSha256())).isTrue();
  }

  @Test
  void shouldLeaveASnapshotWhenTheToolChangesTheWorkspace() throws IOException {
    // Given
    ActionRequest request =
        Requests.of(
            "workspace", "{\"operation\":\"write\",\"path\":\"a/b.txt\",\"content\":\"é\"}");
    // When
    Observation answer = handler.answer(request);
    // Then
    assertThat(answer.getView().getSummary()).isEqualTo("wrote 2 bytes to a/b.txt");
    assertThat(answer.getUsage().getWorkspaceBytes()).isEqualTo(2);
    assertThat(paths(answer)).containsExactly("a/b.txt");
    assertThat(handler.answer(request)).isEqualTo(answer);
  }

  @Test
  void shouldGoOnFromTheSnapshotAndNotTheInputs() throws IOException {
    // Given
    ArtifactRef snapshot = snapshot("kept.txt", "kept");
    ActionRequest request = Requests.of("workspace", "{\"operation\":\"list\"}");
    request.setWorkspace(snapshot);
    request.setInputs(List.of(Requests.input("input.txt", artifact("input"))));
    // When
    ObservationView view = handler.answer(request).getView();
    // Then
    assertThat(view.getResultJson())
        .isEqualTo(
            "{\"files\":[{\"path\":\"kept.txt\",\"size\":4}],\"file_count\":1,\"truncated\":false}");
    assertThat(view.getWorkspace()).as("unchanged").isNull();
  }

  @Test
  void shouldReadTheInputsWhenThereIsNoSnapshot() throws IOException {
    // Given
    ActionRequest request =
        Requests.of("workspace", "{\"operation\":\"read\",\"path\":\"in.txt\"}");
    request.setInputs(List.of(Requests.input("in.txt", artifact("text"))));
    // When
    ObservationView view = handler.answer(request).getView();
    // Then
    assertThat(view.getSummary()).isEqualTo("text");
    assertThat(view.getWorkspace()).isNull();
  }

  @Test
  void shouldTurnDirtyCsvIntoParquetWhenSqlSaysSo() throws IOException {
    // Given
    ActionRequest request =
        Requests.sql(
            "COPY (SELECT DISTINCT x::INT AS x FROM 'in.csv' WHERE x <> '?') TO 'out/x.parquet'; "
                + "SELECT count(*) AS n, sum(x) AS total FROM 'out/x.parquet'");
    request.setInputs(List.of(Requests.input("in.csv", artifact("x\n1\n1\n?\n2\n"))));
    // When
    Observation answer = handler.answer(request);
    // Then
    assertThat(answer.getView().getResultJson())
        .isEqualTo(
            "{\"columns\":[\"n\",\"total\"],\"rows\":[[2,3]],\"row_count\":1,\"truncated\":false}");
    assertThat(answer.getView().getSummary()).isEqualTo("1 rows\nn | total\n[2,3]");
    assertThat(answer.getUsage().getIsolation()).isEqualTo("in-process");
    assertThat(paths(answer)).containsExactly("in.csv", "out/x.parquet");
  }

  @Test
  void shouldClipTheSummaryAndLeaveTheResultToTheArtifactWhenTheOutputIsLarge() throws IOException {
    // Given
    ActionRequest request = Requests.sql("SELECT repeat('é', 1000) AS x FROM range(30)");
    // When
    ObservationView view = handler.answer(request).getView();
    // Then
    assertThat(view.getSummary().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(4096);
    assertThat(view.getSummary()).contains("bytes left out");
    assertThat(view.getResultJson()).isNull();
    try (InputStream output = artifacts.open(Objects.requireNonNull(view.getOutput()))) {
      assertThat(new String(output.readAllBytes(), UTF_8)).contains("\"row_count\":30");
    }
  }

  @Test
  void shouldCutAFileAtTheOutputLimit() throws IOException {
    // Given
    ActionRequest request = Requests.of("workspace", "{\"operation\":\"read\",\"path\":\"in\"}");
    request.setInputs(List.of(Requests.input("in", artifact("é".repeat(50)))));
    request.setLimits(new ActionLimits(1000L, 1L << 20, 11L, 1L << 20));
    // When
    ObservationView view = handler.answer(request).getView();
    // Then
    assertThat(view.getResultJson())
        .isEqualTo("{\"path\":\"in\",\"size\":100,\"truncated\":true,\"text\":\"ééééé\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          workspace | {"operation":"read","path":"../x"}                 | DENIED      | leaves the workspace
          workspace | {"operation":"read","path":"/etc/passwd"}          | DENIED      | is absolute
          workspace | {"operation":"write","path":"a/../../x","content":""} | DENIED   | leaves the workspace
          workspace | {"operation":"list","path":".."}                   | DENIED      | leaves the workspace
          workspace | {"operation":"read","path":"none"}                 | TOOL_FAILED | There is no file 'none'
          workspace | {"operation":"list","path":"none"}                 | TOOL_FAILED | There is no folder 'none'
          workspace | {"operation":"write","path":"in.csv/x","content":""} | TOOL_FAILED | A file is where
          sql       | {"script":"FROM read_text('/etc/passwd')"}         | DENIED      | Outside the workspace
          sql       | {"script":"INSTALL httpfs"}                        | DENIED      | INSTALL is not offered
          sql       | {"script":"SELECT nope"}                           | TOOL_FAILED | nope
          shell     | {}                                                 | TOOL_FAILED | There is no tool 'shell'
          """)
  void shouldRefuseAndKeepNothing(String tool, String arguments, FailureKind kind, String message)
      throws IOException {
    // Given
    ActionRequest request = Requests.of(tool, arguments);
    request.setInputs(List.of(Requests.input("in.csv", artifact("x\n1\n"))));
    // When
    ObservationView view = handler.answer(request).getView();
    // Then
    assertFailed(view, kind, message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{} {}",
        "{\"operation\":\"delete\"}",
        "{\"operation\":\"read\"}",
        "{\"operation\":\"write\",\"path\":\"x\"}",
        "{\"operation\":\"list\",\"more\":1}",
        "{\"operation\":\"read\",\"path\":7}"
      })
  void shouldListTheErrorsWhenTheArgumentsAreNotTheContracts(String arguments) {
    // When
    ObservationView view = handler.answer(Requests.of("workspace", arguments)).getView();
    // Then
    assertFailed(view, FailureKind.TOOL_FAILED, "The arguments are not what");
    assertThat(failure(view).getDetails()).isNotEmpty();
  }

  @Test
  void shouldDenyAToolThePolicyDoesNotAllow() {
    // Given
    ActionRequest request = Requests.sql("SELECT 1");
    request.setPolicy(new Policy(List.of("noop"), List.of(), List.of()));
    // Then
    assertFailed(
        handler.answer(request).getView(), FailureKind.DENIED, "does not allow the tool 'sql'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          workspace ; {"operation":"read","path":"secret/key.csv"}              ; DENIED
          workspace ; {"operation":"write","path":"secret/key.csv","content":""} ; DENIED
          workspace ; {"operation":"write","path":"secret/new","content":""}    ; DENIED
          sql       ; {"script":"FROM 'secret/key.csv'"}                        ; DENIED
          sql       ; {"script":"FROM read_csv('~/sec' || 'ret/key.csv')"}     ; TOOL_FAILED
          sql       ; {"script":"COPY (SELECT 1) TO 'secret/out.csv'"}          ; DENIED
          sql       ; {"script":"COPY (SELECT 1 AS x) TO ('~/secret/' || 'x.csv')"}       ; TOOL_FAILED
          """)
  void shouldKeepDeniedPathsFromEveryTool(String tool, String arguments, FailureKind kind)
      throws IOException {
    // Given
    ActionRequest request = withSecret(Requests.of(tool, arguments));
    // Then
    assertFailed(handler.answer(request).getView(), kind, "");
  }

  @Test
  void shouldDenyWhenADeniedFileWasMadeByADetour() throws IOException {
    // Given: the path is computed, so only the finished workspace shows it
    ActionRequest request =
        withSecret(
            Requests.sql(
                "COPY (SELECT 1 AS k) TO 'out' (FORMAT csv, PARTITION_BY (k), WRITE_PARTITION_COLUMNS)"));
    request.setPolicy(new Policy(List.of(), List.of("**/k=1"), List.of()));
    // Then
    assertFailed(handler.answer(request).getView(), FailureKind.DENIED, "which the action wrote");
  }

  @Test
  void shouldCarryDeniedFilesOverUnseen() throws IOException {
    // Given
    ActionRequest list = withSecret(Requests.of("workspace", "{\"operation\":\"list\"}"));
    ActionRequest write =
        withSecret(
            Requests.of(
                "workspace", "{\"operation\":\"write\",\"path\":\"open\",\"content\":\"x\"}"));
    // Then
    assertThat(handler.answer(list).getView().getSummary()).isEqualTo("0 files");
    assertThat(paths(handler.answer(write))).containsExactly("open", "secret/key.csv");
  }

  @Test
  void shouldSayWhichLimitWhenSqlRunsForEver() {
    // Given
    ActionRequest request = Requests.sql("SELECT count(*) FROM range(1000000000000000::BIGINT)");
    request.setLimits(new ActionLimits(300L, 64L << 20, 1L << 20, 1L << 20));
    // When
    Observation answer = handler.answer(request);
    // Then
    assertFailed(answer.getView(), FailureKind.LIMIT_EXCEEDED, "longer than 300 ms");
    assertThat(answer.getUsage().getKilledBy()).isEqualTo("wall");
  }

  @Test
  void shouldSayWhichLimitWhenTheWorkspaceGetsTooLarge() throws IOException {
    // Given
    ActionRequest request =
        Requests.of("workspace", "{\"operation\":\"write\",\"path\":\"b\",\"content\":\"12345\"}");
    request.setInputs(List.of(Requests.input("a", artifact("12345"))));
    request.setLimits(new ActionLimits(1000L, 1L << 20, 1L << 20, 9L));
    // When
    Observation answer = handler.answer(request);
    // Then
    assertFailed(answer.getView(), FailureKind.LIMIT_EXCEEDED, "more than 9 bytes");
    assertThat(answer.getUsage().getKilledBy()).isEqualTo("workspace");
  }

  @Test
  void shouldAskForAnotherTryWhenAnArtifactIsMissing() {
    // Given
    ActionRequest request = Requests.of("noop", "{}");
    request.setWorkspace(
        new ArtifactRef("0".repeat(64), 10L, "application/vnd.loopline.workspace+json"));
    // Then
    assertFailed(
        handler.answer(request).getView(), FailureKind.TRANSIENT, "is not in the artifact store");
  }

  @ParameterizedTest
  @CsvSource({"../x, leaves the workspace", "/x, is absolute"})
  void shouldEndWhenAnInputLeavesTheWorkspace(String path, String message) throws IOException {
    // Given
    ActionRequest request = Requests.of("noop", "{}");
    request.setInputs(List.of(Requests.input(path, artifact("x"))));
    // Then
    assertFailed(handler.answer(request).getView(), FailureKind.TERMINAL, message);
  }

  @Test
  void shouldEndWhenTheSnapshotIsNoManifest() throws IOException {
    // Given
    ActionRequest request = Requests.of("noop", "{}");
    request.setWorkspace(artifact("not a manifest"));
    // Then
    assertFailed(handler.answer(request).getView(), FailureKind.TERMINAL, "not a manifest");
  }

  @Test
  void shouldEndWhenLimitsOrPatternsMakeNoSense() {
    // Given
    ActionRequest limits = Requests.of("noop", "{}");
    limits.setLimits(new ActionLimits(0L, 1L, 1L, 1L));
    ActionRequest pattern = Requests.of("noop", "{}");
    pattern.setPolicy(new Policy(List.of(), List.of("["), List.of()));
    // Then
    assertFailed(handler.answer(limits).getView(), FailureKind.TERMINAL, "limits must be positive");
    assertFailed(handler.answer(pattern).getView(), FailureKind.TERMINAL, "'[' in denied_paths");
  }

  @Test
  void shouldStaySmallWhenEverythingInAFailureIsLarge() throws IOException {
    // Given
    StringBuilder arguments = new StringBuilder("{\"operation\":\"list\"");
    for (int i = 0; i < 1000; i++) {
      arguments.append(",\"").append("é".repeat(80)).append(i).append("\":1");
    }
    ActionRequest request = Requests.of("workspace", arguments.append('}').toString());
    // When
    Observation answer = handler.answer(request);
    // Then
    assertThat(failure(answer.getView()).getDetails()).hasSize(20);
    assertThat(Observation.getEncoder().encode(answer).remaining()).isLessThan(32 << 10);
  }

  @Test
  void shouldAnswerWithAFailureTheWorkerFound() {
    // Given
    Failure failure = Failure.newBuilder().setKind(FailureKind.TERMINAL).setMessage("died").build();
    // When
    Observation answer = handler.failure(Requests.of("noop", "{}"), failure);
    // Then
    assertThat(answer.getView().getFailure()).isEqualTo(failure);
    assertThat(answer.getView().getSummary()).isEqualTo("TERMINAL: died");
    assertThat(answer.getView().getOk()).isFalse();
  }

  @Test
  void shouldClearWhatADeadProcessLeft() throws IOException {
    // Given
    Path left = Files.createDirectories(runs.resolve("action-1/deep"));
    Files.writeString(left.resolve("file"), "x");
    Files.createSymbolicLink(left.resolve("link"), directory.resolve("artifacts"));
    // When
    new Workbenches(runs);
    // Then
    assertThat(runs).isEmptyDirectory();
    assertThat(directory.resolve("artifacts")).isNotEmptyDirectory();
  }

  private ActionRequest withSecret(ActionRequest request) throws IOException {
    request.setInputs(List.of(Requests.input("secret/key.csv", artifact("k\n1\n"))));
    request.setPolicy(new Policy(List.of(), List.of("secret/**"), List.of()));
    return request;
  }

  private ArtifactRef snapshot(String path, String content) throws IOException {
    Path source = Files.createDirectories(directory.resolve("source"));
    Files.writeString(source.resolve(path), content);
    return workspaces.snapshot(source);
  }

  private ArtifactRef artifact(String content) throws IOException {
    return artifacts.put(content.getBytes(UTF_8), "text/plain");
  }

  private List<String> paths(Observation answer) throws IOException {
    ArtifactRef workspace = Objects.requireNonNull(answer.getView().getWorkspace());
    return workspaces.manifest(workspace).stream().map(ManifestEntry::path).toList();
  }

  private static Failure failure(ObservationView view) {
    return Objects.requireNonNull(view.getFailure(), view::getSummary);
  }

  private static void assertFailed(ObservationView view, FailureKind kind, String message) {
    assertThat(failure(view).getKind()).as(view.getSummary()).isEqualTo(kind);
    assertThat(failure(view).getMessage()).contains(message);
    assertThat(view.getOk()).isFalse();
    assertThat(view.getWorkspace()).isNull();
    assertThat(view.getSummary()).startsWith(kind + ": ");
  }
}
