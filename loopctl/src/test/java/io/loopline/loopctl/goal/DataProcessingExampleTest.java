package io.loopline.loopctl.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.codec.goal.GoalValidation;
import io.loopline.event.Goal;
import io.loopline.event.PlaybookStep;
import io.loopline.loopctl.goal.SimulatedLoop.Pass;
import io.loopline.workbench.artifact.ArtifactStore;
import io.loopline.workbench.artifact.DirectoryArtifactStore;
import io.loopline.workbench.sql.LockedSql;
import io.loopline.workbench.workspace.WorkspaceStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataProcessingExampleTest {
  private static final List<String> ALL_STEPS =
      List.of("draft", "unwrap-titles", "restore-century", "drop-untitled", "merge-editions");

  @TempDir private Path folder;

  @Test
  void shouldRepairOneDefectPerIterationUntilEveryCheckPasses() throws Exception {
    // Given
    Path goal = Examples.DATA_PROCESSING.resolve("goal.yaml");

    // When
    List<Pass> passes = run(goal);

    // Then
    assertThat(passes).extracting(Pass::step).containsExactlyElementsOf(ALL_STEPS);
    assertThat(passes.getFirst().failed())
        .contains(
            "columns_typed",
            "release_years_plausible",
            "titles_present",
            "films_unique",
            "row_loss_true");
    assertThat(passes.getLast().failed()).isEmpty();
    assertThat(Files.readString(folder.resolve("workspace/row_loss.json")).strip())
        .isEqualTo(
            "{\"input_rows\":3201,\"output_rows\":3199,"
                + "\"removed\":{\"untitled\":1,\"duplicates\":1}}");
  }

  @ParameterizedTest
  @CsvSource({
    "no-mixed-types, unwrap-titles",
    "no-future-years, restore-century",
    "no-untitled, drop-untitled",
    "no-duplicates, merge-editions"
  })
  void shouldEndOneIterationEarlierWhenOneDefectIsNotInTheData(String variant, String spared)
      throws Exception {
    // Given
    Path goal = Examples.variant(variant, folder.resolve("variant"));

    // When
    List<Pass> passes = run(goal);

    // Then
    assertThat(passes)
        .extracting(Pass::step)
        .containsExactlyElementsOf(
            ALL_STEPS.stream().filter(step -> !step.equals(spared)).toList());
    assertThat(passes.getLast().failed()).isEmpty();
  }

  @Test
  void shouldUseUpItsIterationsWhenNoStepRepairsADefect() throws Exception {
    // Given
    Path goal = Examples.variant("unknown-defect", folder.resolve("variant"));

    // When
    List<Pass> passes = run(goal);

    // Then
    assertThat(passes).hasSize(6);
    assertThat(passes.getLast()).isEqualTo(new Pass("none", List.of("ratings_in_range")));
  }

  @ParameterizedTest
  @CsvSource({"data-processing", "noop", "stuck"})
  void shouldNotDecideByIterationOrAttempt(String example) throws Exception {
    // Given
    ArtifactStore store = new DirectoryArtifactStore(folder.resolve("artifacts"));

    // When
    Goal goal = Examples.goal(Examples.FOLDER.resolve(example).resolve("goal.yaml"), store);

    // Then
    assertThat(GoalValidation.errors(goal)).isEmpty();
    assertThat(goal.getPlanner().getPlaybook())
        .extracting(PlaybookStep::getWhen)
        .noneMatch(when -> when != null && when.matches("(?s).*(iteration|attempt).*"));
  }

  private List<Pass> run(Path goalFile) throws IOException {
    ArtifactStore store = new DirectoryArtifactStore(folder.resolve("artifacts"));
    Goal goal = Examples.goal(goalFile, store);
    Path workspace = Files.createDirectories(folder.resolve("workspace"));
    new WorkspaceStore(store).restore(null, goal.getInputs(), workspace);
    try (LockedSql sql = new LockedSql(1)) {
      return new SimulatedLoop(goal, workspace, sql).run();
    }
  }
}
