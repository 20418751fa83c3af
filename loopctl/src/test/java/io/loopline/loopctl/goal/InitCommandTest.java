package io.loopline.loopctl.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.Goal;
import io.loopline.loopctl.LoopCtl;
import io.loopline.workbench.artifact.DirectoryArtifactStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InitCommandTest {
  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @EnumSource(InitCommand.Example.class)
  void shouldWriteAValidGoal(InitCommand.Example example) throws IOException {
    // Given
    Path file = directory.resolve("goal.yaml");

    // When
    int exitCode = run("init", file.toString(), "--example", example.toString());

    // Then
    assertThat(exitCode).as(err.toString()).isZero();
    assertThat(out.toString()).isEqualToIgnoringNewLines(file.toString());
    assertThat(goal(file).getObjective()).isNotEmpty();
    assertThat(Files.readString(file)).contains("docs/goal-files.md", "docs/playbook.md");
  }

  @ParameterizedTest
  @EnumSource(InitCommand.Example.class)
  void shouldShowTheDefaultsInItsComments(InitCommand.Example example) throws IOException {
    // Given
    Path asItIs = directory.resolve("as-it-is.yaml");
    Path spoken = directory.resolve("spoken.yaml");
    run("init", asItIs.toString(), "--example", example.toString());
    Files.writeString(
        spoken,
        Files.readString(asItIs)
            .lines()
            .map(line -> line.replaceFirst("^# ", ""))
            .collect(Collectors.joining("\n")));

    // When
    Goal withDefaults = goal(spoken);

    // Then
    assertThat(Files.readString(spoken)).doesNotContain("\n# ").contains("\nbudgets:\n");
    assertThat(withDefaults).isEqualTo(goal(asItIs));
  }

  @Test
  void shouldReplaceAFileOnlyWhenForced() throws IOException {
    // Given
    Path file = directory.resolve("mine.yaml");
    Files.writeString(file, "my work");

    // When
    int refused = run("init", file.toString());
    String kept = Files.readString(file);
    int forced = run("init", file.toString(), "--force");

    // Then
    assertThat(refused).isEqualTo(2);
    assertThat(kept).isEqualTo("my work");
    assertThat(err.toString()).contains("is there already", "--force");
    assertThat(forced).isZero();
    assertThat(goal(file).getObjective()).isNotEmpty();
  }

  @Test
  void shouldPrintWhenTheFileIsADash() throws IOException {
    // When
    int exitCode = run("init", "-");

    // Then
    assertThat(exitCode).isZero();
    assertThat(out.toString()).isEqualTo(InitCommand.Example.GREETING.text());
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shouldNameTheFileThatCannotBeWritten() {
    // When
    int exitCode = run("init", directory.resolve("nowhere").resolve("goal.yaml").toString());

    // Then
    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains("cannot write", "nowhere");
  }

  private Goal goal(Path file) throws IOException {
    return Examples.goal(file, new DirectoryArtifactStore(directory.resolve("artifacts")));
  }

  private int run(String... arguments) {
    return LoopCtl.execute(new PrintWriter(out), new PrintWriter(err), arguments);
  }
}
