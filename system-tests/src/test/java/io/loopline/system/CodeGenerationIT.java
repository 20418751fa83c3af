package io.loopline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.loopline.event.LoopResult;
import io.loopline.event.LoopTransition;
import io.loopline.event.PlanResult;
import io.loopline.event.StopReason;
import io.loopline.event.Verdict;
import io.loopline.topic.LoopTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The code generation examples: candidates run in the sandbox, judged by a given test suite. */
@ExtendWith(OnCluster.class)
@Order(2)
@Tag("slow")
class CodeGenerationIT {
  private static final Path EXAMPLE =
      Path.of("..", "examples", "code-generation").toAbsolutePath().normalize();

  @TempDir Path folder;

  @BeforeEach
  void needsASandbox() {
    assumeTrue(isInstalled("bwrap"), "bubblewrap is not installed: no sandbox to run tests in");
  }

  @Test
  void shouldPassTheTestSuiteInPythonAfterFailingDifferentTests(Cluster cluster) {
    // Given
    assumeTrue(isInstalled("python3"), "python3 is not installed");

    // When
    cluster.submit(EXAMPLE.resolve("python").resolve("goal.yaml"), "code-python");
    LoopResult result = Await.resultOfLongLoop(cluster.topics(), "code-python");

    // Then
    assertThat(result.getStopReason()).as(result.getMessage()).isEqualTo(StopReason.GOAL_ACHIEVED);
    assertThat(steps(cluster, "code-python"))
        .containsExactly(
            "draft",
            "fix-syntax",
            "compare-numbers",
            "compare-pre-releases",
            "end-the-walk",
            "parse-strictly");
    assertThat(scores(cluster, "code-python")).isSorted().doesNotHaveDuplicates().endsWith(1.0);
    assertThat(
            cluster
                .topics()
                .events(LoopTopics.VERDICTS, "code-python")
                .get(3)
                .getView()
                .getChecks())
        .as("the walk that never ends is stopped by the time limit of its check")
        .anySatisfy(check -> {
          assertThat(check.getName()).isEqualTo("equality");
          assertThat(check.getPassed()).isFalse();
          assertThat(check.getFound() + check.getFeedback()).contains("limit");
        });
  }

  @Test
  void shouldPassTheTestSuiteInJavaAfterFailingDifferentTests(Cluster cluster) {
    // When
    cluster.submit(EXAMPLE.resolve("java").resolve("goal.yaml"), "code-java");
    LoopResult result = Await.resultOfLongLoop(cluster.topics(), "code-java");

    // Then
    assertThat(result.getStopReason()).as(result.getMessage()).isEqualTo(StopReason.GOAL_ACHIEVED);
    assertThat(steps(cluster, "code-java"))
        .containsExactly(
            "draft", "read-numbers", "compare-digits", "compare-pre-releases", "refuse-others");
    assertThat(scores(cluster, "code-java")).isSorted().doesNotHaveDuplicates().endsWith(1.0);
  }

  @Test
  void shouldNeverAchieveTheGoalByEditingTheTests(Cluster cluster) throws Exception {
    // Given: a playbook that writes tests of its own, which pass
    assumeTrue(isInstalled("python3"), "python3 is not installed");
    Path goal = cheating();

    // When
    cluster.submit(goal, "code-cheating");
    LoopResult result = Await.resultOfLongLoop(cluster.topics(), "code-cheating");

    // Then
    assertThat(result.getStopReason()).isEqualTo(StopReason.MAX_ITERATIONS);
    assertThat(result.getMissing()).singleElement().asString().startsWith("tests_unchanged");
    Verdict last = cluster.topics().events(LoopTopics.VERDICTS, "code-cheating").getLast();
    assertThat(last.getView().getChecks())
        .as("the cheat itself worked")
        .anyMatch(check -> check.getName().equals("suite") && check.getPassed());
  }

  private Path cheating() throws IOException {
    Path python = EXAMPLE.resolve("python");
    Files.copy(python.resolve("test_semver.py"), folder.resolve("test_semver.py"));
    String honest = Files.readString(python.resolve("goal.yaml"));
    String firstStep = "    - name: draft\n";
    assertThat(honest).contains(firstStep).contains("iterations: 10");
    String cheat =
        """
            - name: cheat
              actions:
                - name: function
                  tool: workspace
                  arguments: { operation: write, path: semver.py, content: "def compare(a, b): return 0" }
                - name: tests
                  tool: workspace
                  arguments:
                    operation: write
                    path: test_semver.py
                    content: |
                      import unittest
                      class Numbers(unittest.TestCase):
                          def test(self): pass
                      class PreReleases(Numbers): pass
                      class Equality(Numbers): pass
                      class BuildMetadata(Numbers): pass
                      class Invalid(Numbers): pass
        """;
    Path goal = folder.resolve("goal.yaml");
    Files.writeString(
        goal,
        honest.replace(firstStep, cheat + firstStep).replace("iterations: 10", "iterations: 2"));
    return goal;
  }

  private static List<String> steps(Cluster cluster, String loopId) {
    return cluster.topics().events(LoopTopics.PLANS, loopId).stream()
        .map(PlanResult::getPlan)
        .map(plan -> plan == null ? "none" : plan.getStep())
        .toList();
  }

  private static List<Double> scores(Cluster cluster, String loopId) {
    return cluster.topics().events(LoopTopics.TRANSITIONS, loopId).stream()
        .map(LoopTransition::getScore)
        .filter(score -> score != null)
        .toList();
  }

  /** Whether the machine has it where the sandbox sees it. */
  private static boolean isInstalled(String program) {
    return Stream.of("/usr/local/bin", "/usr/bin", "/bin")
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
