package io.loopline.verifier.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.loopline.workbench.sandbox.Sandbox;
import io.loopline.workbench.sandbox.SandboxSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class CommandCheckTest {
  @TempDir Path directory;
  private CheckBench bench = new CheckBench(Path.of(""));

  @BeforeEach
  void workspace() throws Exception {
    bench = new CheckBench(Files.createDirectories(directory.resolve("workspace")));
    bench.file("a.txt", "content\n").file("sub/b.txt", "b\n");
    try {
      bench.run(command("bwrap"), "{\"argv\":[\"true\"]}");
    } catch (CannotRun missing) {
      abort("no sandbox on this machine: " + missing.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"argv\":[\"cat\",\"a.txt\"]}|true|exit code 0~stdout content",
        "{\"argv\":[\"cat\",\"b.txt\"],\"cwd\":\"sub\"}|true|exit code 0~stdout b",
        "{\"argv\":[\"cat\"],\"stdin\":\"\"}|true|exit code 0",
        "{\"argv\":[\"cat\"],\"stdin\":\"in\"}|true|exit code 0~stdout in",
        "{\"argv\":[\"sh\",\"-c\",\"exit $X\"],\"environment\":{\"X\":\"3\"},\"exit_code\":3}"
            + "|true|exit code 3",
        "{\"argv\":[\"grep\",\"nothing\",\"a.txt\"]}|false|exit code 1",
        "{\"argv\":[\"sh\",\"-c\",\"echo out; echo err >&2; exit 2\"]}"
            + "|false|exit code 2~stderr err~stdout out",
        "{\"argv\":[\"true\"],\"exit_code\":1}|false|exit code 0",
        "{\"argv\":[\"no-such-program\"],\"exit_code\":127}|false"
            + "|error: the program 'no-such-program' cannot be started in the sandbox: "
            + "No such file or directory",
        "{\"argv\":[\"true\"],\"cwd\":\"none\"}|false"
            + "|error: there is no folder 'none' in the workspace to run in",
        "{\"argv\":[]}|false|error: setting 'argv' is not a list of texts: []",
        "{\"argv\":\"true\"}|false|error: setting 'argv' is not a list of texts: \"true\"",
        "{\"argv\":[\"\"]}|false|error: argv names no program",
        "{\"argv\":[\"true\"],\"shell\":true}|false|error: unknown settings [shell]; known are "
            + "[argv, cwd, stdin, environment, exit_code]",
        "{\"argv\":[\"true\"],\"exit_code\":-1}|false"
            + "|error: setting 'exit_code' is not a whole number from 0: -1",
      })
  void shouldCompareTheExitCode(String settings, boolean passed, String found) throws Exception {
    // When
    CheckOutcome outcome = bench.outcome(command("bwrap"), settings);

    // Then
    assertThat(outcome.found().replace('\n', '~')).isEqualTo(found);
    assertThat(outcome.passed()).isEqualTo(passed);
  }

  @Test
  void shouldSayExpectedFoundAndTheEndOfTheOutputWhenItFails() throws Exception {
    // When
    CheckOutcome outcome =
        bench.outcome(
            command("bwrap"),
            "{\"argv\":[\"sh\",\"-c\",\"seq 1 5000; echo 3 tests failed; exit 1\"]}");

    // Then
    assertThat(outcome.feedback())
        .startsWith("expected exit code 0 from: sh -c seq 1 5000; echo 3 tests failed; exit 1")
        .contains("; found exit code 1\nstdout …")
        .endsWith("4999\n5000\n3 tests failed")
        .hasSizeLessThan(500);
  }

  @Test
  void shouldThrowAwayWhatTheProgramWrites() throws Exception {
    // When
    CheckOutcome outcome =
        bench.outcome(
            command("bwrap"), "{\"argv\":[\"sh\",\"-c\",\"rm a.txt; echo x > new; ls\"]}");

    // Then
    assertThat(outcome.found()).isEqualTo("exit code 0\nstdout new\nsub");
    assertThat(directory.resolve("workspace/a.txt")).hasContent("content\n");
    assertThat(directory.resolve("workspace/new")).doesNotExist();
    assertThat(directory).isDirectoryNotContaining("glob:**command-*");
  }

  @Test
  void shouldNotPassWhenALimitStopsTheProgram() throws Exception {
    // Given
    bench.limit(Duration.ofSeconds(1));

    // When
    CheckOutcome outcome =
        bench.outcome(command("bwrap"), "{\"argv\":[\"sleep\",\"3000\"],\"exit_code\":137}");

    // Then
    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.found()).containsAnyOf("stopped at the limit 'wall'", "time limit");
    assertThat(directory).isDirectoryNotContaining("glob:**command-*");
  }

  @Test
  void shouldSayThatItCannotRunWhenThereIsNoSandbox() {
    assertThatThrownBy(() -> bench.run(command("/no/bwrap"), "{\"argv\":[\"true\"]}"))
        .isInstanceOf(CannotRun.class)
        .hasMessageContaining("install the Debian package bubblewrap");
  }

  private CommandCheck command(String bwrap) throws IOException {
    return new CommandCheck(
        new Sandbox(
            new SandboxSettings(bwrap, List.of(), 65520, 256, 2, 64), directory.resolve("etc"), 1));
  }
}
