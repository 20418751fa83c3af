package io.loopline.workbench.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines without a sandbox; needs none. */
class SandboxUnavailableTest {
  @TempDir Path directory;

  @Test
  void shouldNameThePackageWhenBubblewrapIsMissing() throws Exception {
    // When
    SandboxOutcome outcome = run("/no/such/bwrap", List.of());

    // Then
    assertThat(outcome)
        .isEqualTo(
            new SandboxOutcome.NotAvailable(
                "there is no program '/no/such/bwrap'; install the Debian package bubblewrap, or"
                    + " name its program in loopline.sandbox.bwrap"));
    assertThat(directory.resolve("workspace/ran")).doesNotExist();
  }

  @Test
  void shouldSayWhatToChangeWhenBubblewrapCannotBuildASandbox() throws Exception {
    // Given
    Path refusing = directory.resolve("bwrap");
    Files.writeString(
        refusing, "#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n");
    Files.setPosixFilePermissions(refusing, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));

    // When
    SandboxOutcome outcome = run(refusing.toString(), List.of());

    // Then
    assertThat(outcome).isInstanceOf(SandboxOutcome.NotAvailable.class);
    assertThat(((SandboxOutcome.NotAvailable) outcome).reason())
        .contains("bwrap: No permissions to create new namespace", "user.max_user_namespaces");
  }

  @Test
  void shouldNameThePropertyWhenAFurtherPathIsMissing() throws Exception {
    // When
    SandboxOutcome outcome = run("bwrap", List.of(Path.of("/no/such/tools")));

    // Then
    assertThat(outcome)
        .isEqualTo(
            new SandboxOutcome.NotAvailable(
                "loopline.sandbox.read-only names /no/such/tools, which is not there"));
  }

  private SandboxOutcome run(String bwrap, List<Path> readOnly) throws Exception {
    SandboxSettings settings = new SandboxSettings(bwrap, readOnly, 65520, 64, 2, 8);
    Path workspace = Files.createDirectories(directory.resolve("workspace"));
    return new Sandbox(settings, directory.resolve("etc"), 1)
        .run(
            new SandboxRequest(
                List.of("touch", "ran"),
                workspace,
                "",
                "",
                Map.of(),
                settings.limits(Duration.ofSeconds(10), 64 << 20, 4096, 1 << 20)));
  }
}
