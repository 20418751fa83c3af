package io.loopline.workbench.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.loopline.workbench.workspace.WorkspaceLimits;
import io.loopline.workbench.workspace.WorkspaceRefused;
import io.loopline.workbench.workspace.WorkspaceRefused.Reason;
import io.loopline.workbench.workspace.WorkspaceTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What hostile programs leave in a workspace: refused with a reason, never followed. That it can be
 * removed is shown after each test.
 */
@Timeout(120)
class SandboxLeftoversTest extends SandboxBench {
  @Override
  SandboxLimits limits() {
    return SandboxSettings.DEFAULT.limits(Duration.ofSeconds(60), 64 * MIB, 64 << 10, 16 * MIB);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ln -s /etc/shadow link|SYMBOLIC_LINK",
        "mkdir a; ln -s / a/root|SYMBOLIC_LINK",
        "mkfifo pipe|SPECIAL_FILE",
        "perl -MSocket -e 'socket(S,PF_UNIX,SOCK_STREAM,0); bind(S,"
            + " sockaddr_un(q(sock)))'|SPECIAL_FILE",
        "touch \"$(printf 'a\\377b')\"|BAD_PATH",
        "touch \"$(printf 'a\\nb')\"|BAD_PATH",
        "mkdir \"$(printf 'a\\377b')\"; touch \"$(printf 'a\\377b')\"/x|BAD_PATH",
        "perl -e 'for (1..1500) { mkdir qq(deep); chdir qq(deep) } open F, qq(>x)'|BAD_PATH"
      })
  void shouldRefuseTheWorkspaceWhenAProgramLeavesWhatIsNone(String script, Reason reason)
      throws Exception {
    // Given
    SandboxOutcome outcome = sh(script);

    // When
    WorkspaceRefused refused =
        catchThrowableOfType(
            WorkspaceRefused.class, () -> WorkspaceTree.read(workspace(), WorkspaceLimits.DEFAULT));

    // Then
    assertThat(exited(outcome).output().stderr()).isEmpty();
    assertThat(refused.reason()).isEqualTo(reason);
  }

  @Test
  void shouldReadFilesAndFoldersThatAProgramClosed() throws Exception {
    // Given
    SandboxOutcome outcome =
        sh("mkdir -p a/b; echo x > a/b/c; chmod 000 a/b/c input.txt; chmod 000 a/b a");

    // When
    var files = WorkspaceTree.read(workspace(), WorkspaceLimits.DEFAULT);

    // Then
    assertThat(exited(outcome).exitCode()).isZero();
    assertThat(files).extracting(file -> file.path()).containsExactly("a/b/c", "input.txt");
  }

  @Test
  void shouldNotChangeWhatALinkPointsTo() throws Exception {
    // Given
    Path outside = Files.writeString(directory.resolve("out"), "o");
    Files.createSymbolicLink(workspace().resolve("link"), outside);
    Object owner = Files.getAttribute(outside, "unix:uid");

    // When
    SandboxOutcome outcome = sh("cat link; chmod 777 link; echo x > link");

    // Then
    assertThat(stdout(outcome)).isEmpty();
    assertThat(Files.readString(outside)).isEqualTo("o");
    assertThat(Files.getAttribute(outside, "unix:uid")).isEqualTo(owner);
  }
}
