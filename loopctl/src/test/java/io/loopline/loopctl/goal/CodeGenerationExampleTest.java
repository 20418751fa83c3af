package io.loopline.loopctl.goal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.loopline.codec.goal.GoalValidation;
import io.loopline.event.ArtifactRef;
import io.loopline.event.Check;
import io.loopline.event.CheckKind;
import io.loopline.event.Goal;
import io.loopline.event.PlaybookStep;
import io.loopline.workbench.artifact.DirectoryArtifactStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The goals as such; the loops themselves run in the system tests, where there is a sandbox. */
class CodeGenerationExampleTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"python", "java"})
  void shouldReactToWhatWasFoundAndNotToIterationOrAttempt(String language) throws IOException {
    // When
    Goal goal = goal(language);

    // Then
    assertThat(GoalValidation.errors(goal)).isEmpty();
    assertThat(goal.getPlanner().getPlaybook())
        .hasSizeGreaterThanOrEqualTo(4)
        .extracting(PlaybookStep::getWhen)
        .doesNotContainNull()
        .noneMatch(when -> when.matches("(?s).*(iteration|attempt).*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"python", "java"})
  void shouldKnowTheGivenTestsByTheirHash(String language) throws IOException {
    // When
    Goal goal = goal(language);

    // Then
    ArtifactRef tests = Objects.requireNonNull(goal.getInputs().getFirst().getArtifact());
    Check unchanged =
        goal.getChecks().stream()
            .filter(check -> check.getKind() == CheckKind.FILE_MATCHES)
            .findFirst()
            .orElseThrow();
    assertThat(unchanged.getRequired()).isTrue();
    assertThat(new ObjectMapper().readTree(unchanged.getConfigJson()).path("sha256").textValue())
        .as("sha256 of tests_unchanged in %s/goal.yaml", language)
        .isEqualTo(tests.getSha256());
  }

  private Goal goal(String language) throws IOException {
    return Examples.goal(
        Examples.FOLDER.resolve("code-generation").resolve(language).resolve("goal.yaml"),
        new DirectoryArtifactStore(folder.resolve("artifacts")));
  }
}
