package io.loopline.executor.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.ActionLimits;
import io.loopline.event.ActionRequest;
import io.loopline.event.ArtifactRef;
import io.loopline.event.FailureKind;
import io.loopline.event.Observation;
import io.loopline.event.ObservationView;
import io.loopline.event.Policy;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionRefusalTest extends ActionFixture {
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
    ObservationView view = answer(request).getView();
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
        "{\"operation\":\"read\",\"path\":7}",
        "{\"operation\":\"patch\",\"path\":\"x\"}",
        "{\"operation\":\"patch\",\"path\":\"x\",\"diff\":\"--- a/x\"}",
        "{\"operation\":\"read\",\"path\":\"x\",\"diff\":\"--- a/x\"}"
      })
  void shouldListTheErrorsWhenTheArgumentsAreNotTheContracts(String arguments) {
    // When
    ObservationView view = answer(Requests.of("workspace", arguments)).getView();
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
    assertFailed(answer(request).getView(), FailureKind.DENIED, "does not allow the tool 'sql'");
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
    assertFailed(answer(request).getView(), kind, "");
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
    assertFailed(answer(request).getView(), FailureKind.DENIED, "which the action wrote");
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
    assertThat(answer(list).getView().getSummary()).isEqualTo("0 files");
    assertThat(paths(answer(write))).containsExactly("open", "secret/key.csv");
  }

  @Test
  void shouldSayWhichLimitWhenSqlRunsForEver() {
    // Given
    ActionRequest request = Requests.sql("SELECT count(*) FROM range(1000000000000000::BIGINT)");
    request.setLimits(new ActionLimits(300L, 64L << 20, 1L << 20, 1L << 20));
    // When
    Observation answer = answer(request);
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
    Observation answer = answer(request);
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
    assertFailed(answer(request).getView(), FailureKind.TRANSIENT, "is not in the artifact store");
  }

  @ParameterizedTest
  @CsvSource({"../x, leaves the workspace", "/x, is absolute"})
  void shouldEndWhenAnInputLeavesTheWorkspace(String path, String message) throws IOException {
    // Given
    ActionRequest request = Requests.of("noop", "{}");
    request.setInputs(List.of(Requests.input(path, artifact("x"))));
    // Then
    assertFailed(answer(request).getView(), FailureKind.TERMINAL, message);
  }

  @Test
  void shouldEndWhenTheSnapshotIsNoManifest() throws IOException {
    // Given
    ActionRequest request = Requests.of("noop", "{}");
    request.setWorkspace(artifact("not a manifest"));
    // Then
    assertFailed(answer(request).getView(), FailureKind.TERMINAL, "not a manifest");
  }

  @Test
  void shouldEndWhenLimitsOrPatternsMakeNoSense() {
    // Given
    ActionRequest limits = Requests.of("noop", "{}");
    limits.setLimits(new ActionLimits(0L, 1L, 1L, 1L));
    ActionRequest pattern = Requests.of("noop", "{}");
    pattern.setPolicy(new Policy(List.of(), List.of("["), List.of()));
    // Then
    assertFailed(answer(limits).getView(), FailureKind.TERMINAL, "limits must be positive");
    assertFailed(answer(pattern).getView(), FailureKind.TERMINAL, "'[' in denied_paths");
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
    Observation answer = answer(request);
    // Then
    assertThat(failure(answer.getView()).getDetails()).hasSize(20);
    assertThat(Observation.getEncoder().encode(answer).remaining()).isLessThan(32 << 10);
  }
}
