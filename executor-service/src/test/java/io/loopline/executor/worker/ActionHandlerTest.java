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
import io.loopline.event.ResourceUsage;
import io.loopline.workbench.artifact.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ActionHandlerTest extends ActionFixture {
  @Test
  void shouldAnswerTheRequestWhenTheToolDoesNothing() {
    // When
    Observation answer = answer(Requests.of("noop", "{\"a\":1}"));
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
                new ResourceUsage(0L, 7L, 0L, null, "none", null, null, null),
                List.of()));
    assertThat(artifacts.contains(output.getSha256())).isTrue();
  }

  @Test
  void shouldLeaveASnapshotWhenTheToolChangesTheWorkspace() throws IOException {
    // Given
    ActionRequest request =
        Requests.of(
            "workspace", "{\"operation\":\"write\",\"path\":\"a/b.txt\",\"content\":\"é\"}");
    // When
    Observation answer = answer(request);
    // Then
    assertThat(answer.getView().getSummary()).isEqualTo("wrote 2 bytes to a/b.txt");
    assertThat(answer.getUsage().getWorkspaceBytes()).isEqualTo(2);
    assertThat(paths(answer)).containsExactly("a/b.txt");
    assertThat(answer(request)).isEqualTo(answer);
  }

  @Test
  void shouldGoOnFromTheSnapshotAndNotTheInputs() throws IOException {
    // Given
    ArtifactRef snapshot = snapshot("kept.txt", "kept");
    ActionRequest request = Requests.of("workspace", "{\"operation\":\"list\"}");
    request.setWorkspace(snapshot);
    request.setInputs(List.of(Requests.input("input.txt", artifact("input"))));
    // When
    ObservationView view = answer(request).getView();
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
    ObservationView view = answer(request).getView();
    // Then
    assertThat(view.getSummary()).isEqualTo("text");
    assertThat(view.getWorkspace()).isNull();
  }

  @Test
  void shouldLeaveASnapshotWhenADiffChangesOneFileAndDeletesAnother() throws IOException {
    // Given
    ActionRequest request =
        Requests.of(
            "workspace",
            "{\"operation\":\"patch\",\"diff\":\"--- a/x\\n+++ b/x\\n@@ -1 +1 @@\\n-1\\n+2\\n"
                + "--- a/y\\n+++ /dev/null\\n@@ -1 +0,0 @@\\n-y\\n\"}");
    request.setInputs(
        List.of(Requests.input("x", artifact("1\n")), Requests.input("y", artifact("y\n"))));
    // When
    Observation answer = answer(request);
    // Then
    assertThat(answer.getView().getSummary()).isEqualTo("changed x, 1 hunk\ndeleted y, 1 hunk");
    assertThat(paths(answer)).containsExactly("x");
    assertThat(answer(request)).isEqualTo(answer);
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
    Observation answer = answer(request);
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
    ObservationView view = answer(request).getView();
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
    ObservationView view = answer(request).getView();
    // Then
    assertThat(view.getResultJson())
        .isEqualTo("{\"path\":\"in\",\"size\":100,\"truncated\":true,\"text\":\"ééééé\"}");
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
}
