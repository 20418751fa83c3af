package io.loopline.executor.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.loopline.event.ActionLimits;
import io.loopline.event.ActionRequest;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.Observation;
import io.loopline.event.ObservationView;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The process tool, from request to observation. */
@Timeout(120)
class ProcessActionTest extends ActionFixture {
  @BeforeEach
  void needsASandbox() {
    Failure failure = answer(process("{\"argv\":[\"true\"]}")).getView().getFailure();
    if (failure != null && failure.getKind() == FailureKind.DENIED) {
      abort("no sandbox on this machine: " + failure.getMessage());
    }
  }

  @Test
  void shouldKeepWhatTheProgramWroteWhenItSucceeds() throws Exception {
    // Given
    ActionRequest request = sh("cat a.txt; echo warned >&2; mkdir out; sort a.txt > out/b.txt");
    request.setWorkspace(snapshot("a.txt", "2\n1\n"));

    // When
    Observation answer = answer(request);

    // Then
    ObservationView view = answer.getView();
    assertThat(view.getFailure()).isNull();
    assertThat(view.getSummary()).isEqualTo("exit code 0\n2\n1\nstderr:\nwarned");
    assertThat(view.getResultJson())
        .isEqualTo(
            "{\"exit_code\":0,\"stdout\":\"2\\n1\\n\",\"stderr\":\"warned\\n\","
                + "\"stdout_bytes\":4,\"stderr_bytes\":7,\"truncated\":false}");
    assertThat(paths(answer)).containsExactly("a.txt", "out/b.txt");
    assertThat(answer.getUsage().getIsolation()).isEqualTo("bubblewrap");
    assertThat(answer.getUsage().getCpuMs()).isNotNull();
    assertThat(answer.getUsage().getPeakMemoryBytes()).isNotNull();
    assertThat(answer.getUsage().getPeakProcesses()).isNotNull();
  }

  @Test
  void shouldDropChangesAndSayTheExitCodeWhenItIsNotAccepted() throws Exception {
    // Given
    ActionRequest request = sh("echo x > new; seq 1 9000; echo 'no rule' >&2; exit 2");
    request.setWorkspace(snapshot("a.txt", "1"));

    // When
    Observation answer = answer(request);

    // Then
    assertFailed(
        answer.getView(),
        FailureKind.TOOL_FAILED,
        "The program ended with exit code 2; accepted is [0]");
    assertThat(failure(answer.getView()).getDetails())
        .satisfiesExactly(
            stderr -> assertThat(stderr).isEqualTo("stderr: no rule"),
            stdout -> assertThat(stdout).startsWith("stdout, its end: ").endsWith("8999\n9000"));
    assertThat(answer.getUsage().getIsolation()).isEqualTo("bubblewrap");
  }

  @Test
  void shouldKeepChangesWhenTheExitCodeIsAccepted() throws Exception {
    // When
    Observation answer =
        answer(
            process(
                "{\"argv\":[\"sh\",\"-c\",\"echo failed > report.txt; exit 1\"],"
                    + "\"accept_exit_codes\":[0,1]}"));

    // Then
    assertThat(answer.getView().getOk()).isTrue();
    assertThat(answer.getView().getResultJson()).startsWith("{\"exit_code\":1,");
    assertThat(paths(answer)).containsExactly("report.txt");
  }

  @Test
  void shouldPassFolderInputAndEnvironment() throws Exception {
    // Given
    ActionRequest request =
        process(
            "{\"argv\":[\"sh\",\"-c\",\"pwd; cat; echo $X\"],\"cwd\":\"sub\",\"stdin\":\"in\\n\","
                + "\"environment\":{\"X\":\"y z\"}}");
    request.setInputs(List.of(Requests.input("sub/a.txt", artifact("a"))));

    // When
    Observation answer = answer(request);

    // Then
    assertThat(answer.getView().getSummary()).isEqualTo("exit code 0\n/workspace/sub\nin\ny z");
  }

  @Test
  void shouldNameTheLimitWhenAProgramIsKilled() {
    // Given
    ActionRequest request = sh("echo begun; sleep 3000");
    request.setLimits(new ActionLimits(1_000L, 64L << 20, 64L << 10, 1L << 20));

    // When
    Observation answer = answer(request);

    // Then
    assertFailed(answer.getView(), FailureKind.LIMIT_EXCEEDED, "at the limit 'wall'");
    assertThat(failure(answer.getView()).getDetails()).containsExactly("stdout: begun");
    assertThat(answer.getUsage().getKilledBy()).isEqualTo("wall");
    assertThat(answer.getUsage().getIsolation()).isEqualTo("bubblewrap");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"argv\":[]}|The arguments are not what the tool 'process' takes",
        "{\"argv\":[\"ls\"],\"shell\":true}|The arguments are not what the tool 'process' takes",
        "{\"argv\":[\"a\\u0000b\"]}|The arguments are not what the tool 'process' takes",
        "{\"argv\":[\"ls\"],\"environment\":{\"a=b\":\"c\"}}|The arguments are not what the tool",
        "{\"argv\":[\"\"]}|argv names no program",
        "{\"argv\":[\"no-such-program\"]}|Nothing ran: the program 'no-such-program' cannot be",
        "{\"argv\":[\"true\"],\"cwd\":\"../..\"}|Nothing ran: there is no folder '../..'",
      })
  void shouldSayWhatIsWrongWhenNothingCouldRun(String arguments, String message) {
    // When
    Observation answer = answer(process(arguments));

    // Then
    assertFailed(answer.getView(), FailureKind.TOOL_FAILED, message);
    assertThat(answer.getUsage().getIsolation()).isEqualTo("none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ln -s /etc/passwd link|DENIED|is a symbolic link|",
        "mkfifo pipe|DENIED|is not a regular file|",
        "i=0; while [ $i -lt 20 ]; do i=$((i+1)); head -c 100000 /dev/zero > $i; done"
            + "|LIMIT_EXCEEDED|more than 1048576 bytes|workspace",
      })
  void shouldRefuseWhatAProgramLeaves(
      String script, FailureKind kind, String message, String killedBy) {
    // When
    Observation answer = answer(sh(script));

    // Then
    assertFailed(answer.getView(), kind, message);
    assertThat(answer.getUsage().getKilledBy()).isEqualTo(killedBy);
  }

  @Test
  void shouldNotShowFilesThatThePolicyDenies() throws Exception {
    // When
    Observation answer = answer(withSecret(sh("ls -A; echo x > b.txt")));

    // Then
    assertThat(answer.getView().getSummary()).isEqualTo("exit code 0");
    assertThat(paths(answer)).containsExactly("b.txt", "secret/key.csv");
  }

  @Test
  void shouldDenyWhatAProgramWritesWhereThePolicyDeniesIt() throws Exception {
    // When
    Observation answer = answer(withSecret(sh("mkdir secret; echo x > secret/other.csv")));

    // Then
    assertFailed(answer.getView(), FailureKind.DENIED, "The policy denies 'secret/other.csv'");
  }

  @Test
  void shouldDenyNamingThePackageWhenBubblewrapIsMissing() throws Exception {
    // When
    Observation answer = answer(handler("/no/such/bwrap"), process("{\"argv\":[\"true\"]}"));

    // Then
    assertFailed(answer.getView(), FailureKind.DENIED, "install the Debian package bubblewrap");
    assertThat(answer.getUsage().getIsolation()).isEqualTo("none");
  }

  private static ActionRequest sh(String script) {
    return process("{\"argv\":[\"sh\",\"-c\",\"" + script.replace("\"", "\\\"") + "\"]}");
  }

  private static ActionRequest process(String arguments) {
    return Requests.of("process", arguments);
  }
}
