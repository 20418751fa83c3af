package io.loopline.loopctl.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.codec.goal.GoalValidation;
import io.loopline.event.Goal;
import io.loopline.event.MemoryPolicy;
import io.loopline.event.PlannerKind;
import io.loopline.workbench.artifact.DirectoryArtifactStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResearchNotesExampleTest {
  @TempDir private Path folder;

  @Test
  void shouldBeAGoalWithMemoryForItsOwnLabel() throws IOException {
    // When
    Goal goal =
        Examples.goal(
            Examples.FOLDER.resolve("research-notes").resolve("goal.yaml"),
            new DirectoryArtifactStore(folder));

    // Then
    assertThat(GoalValidation.errors(goal)).isEmpty();
    assertThat(goal.getPlanner().getKind()).isEqualTo(PlannerKind.LLM);
    assertThat(goal.getMemory()).isEqualTo(new MemoryPolicy(5, 3, List.of("project=bay-birds")));
    assertThat(goal.getLabels()).containsEntry("project", "bay-birds");
  }
}
