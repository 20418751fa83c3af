package io.loopline.workbench.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.workbench.workspace.WorkspacePath.Resolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspacePathTest {
  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(strings = {"a", "a/b.csv", "..a", "a..b", "…", "a b", ".hidden"})
  void shouldResolveWhenThePathStaysInside(String path) {
    assertThat(WorkspacePath.resolve(root, path))
        .isEqualTo(new Resolution.Inside(root.resolve(path), path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/etc/passwd",
        "..",
        "../x",
        "a/../../x",
        "a/..",
        "./a",
        "a//b",
        "a/",
        "a\\b",
        "a\nb",
        "a\u0000b",
        "\ud800",
        "\u007f"
      })
  void shouldRefuseWhenThePathIsNotARelativeOne(String path) {
    assertThat(WorkspacePath.resolve(root, path)).isInstanceOf(Resolution.Refused.class);
  }

  @Test
  void shouldRefuseWhenThePathOrASegmentIsTooLong() {
    assertThat(WorkspacePath.fault("x".repeat(256))).contains("segment");
    assertThat(WorkspacePath.fault("x/".repeat(600) + "x")).contains("1024");
    assertThat(WorkspacePath.fault("x".repeat(255))).isEmpty();
  }

  @Test
  void shouldRefuseWhenALinkIsOnTheWay() throws IOException {
    // Given
    Files.createSymbolicLink(root.resolve("etc"), Path.of("/etc"));
    // Then
    assertThat(WorkspacePath.resolve(root, "etc/passwd"))
        .isEqualTo(new Resolution.Refused("'etc/passwd' leads through a symbolic link"));
  }
}
