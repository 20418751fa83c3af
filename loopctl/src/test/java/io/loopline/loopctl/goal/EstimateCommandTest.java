package io.loopline.loopctl.goal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loopline.loopctl.LoopCtl;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstimateCommandTest {
  private static final Path EXAMPLES = Path.of("..", "examples");

  @TempDir private Path folder;

  private record Output(int exitCode, String out, String err) {}

  private static Output estimate(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] line = new String[arguments.length + 1];
    line[0] = "estimate";
    System.arraycopy(arguments, 0, line, 1, arguments.length);
    int exitCode = LoopCtl.execute(new PrintWriter(out), new PrintWriter(err), line);
    return new Output(exitCode, out.toString(), err.toString());
  }

  @Test
  void shouldEstimateTheExampleInRisingOrder() throws Exception {
    // When
    Output output =
        estimate(EXAMPLES.resolve("code-generation-llm/goal.yaml").toString(), "--json");

    // Then
    assertThat(output.exitCode()).as(output.err()).isZero();
    JsonNode estimate = new ObjectMapper().readTree(output.out());
    assertThat(estimate.path("low_tokens").asLong())
        .isPositive()
        .isLessThan(estimate.path("expected_tokens").asLong());
    assertThat(estimate.path("expected_tokens").asLong())
        .isLessThan(estimate.path("worst_tokens").asLong());
    assertThat(estimate.path("worst_cost_micro_usd").asLong())
        .isGreaterThan(estimate.path("expected_cost_micro_usd").asLong())
        .isLessThanOrEqualTo(2_000_000);
  }

  @Test
  void shouldEstimateEachExampleThatAModelPlans() {
    Output output = estimate(EXAMPLES.resolve("data-processing-llm/goal.yaml").toString());

    assertThat(output.exitCode()).as(output.err()).isZero();
    assertThat(output.out()).contains("least").contains("expected").contains("worst");
  }

  @Test
  void shouldSayThatAPlaybookCostsNothing() {
    Output output = estimate(EXAMPLES.resolve("noop/goal.yaml").toString());

    assertThat(output.exitCode()).isZero();
    assertThat(output.out()).startsWith("no model plans or judges for this goal");
  }

  @Test
  void shouldNameTheKnownProfilesWhenOneIsUnknown() throws Exception {
    Path goal = folder.resolve("goal.yaml");
    Files.writeString(
        goal,
        """
        objective: Do it.
        planner: { kind: llm, profile: openaii }
        checks:
          - { name: there, kind: file_exists, path: a.txt }
        """);

    Output output = estimate(goal.toString());

    assertThat(output.exitCode()).isEqualTo(2);
    assertThat(output.err()).contains("unknown profile 'openaii'").contains("anthropic");
  }

  @Test
  void shouldNameTheLineWhenTheFileIsNoGoal() throws Exception {
    Path goal = folder.resolve("goal.yaml");
    Files.writeString(goal, "objective: Do it.\nplanner: { kind: llm }\nchecks: []\n");

    Output output = estimate(goal.toString());

    assertThat(output.exitCode()).isEqualTo(2);
    assertThat(output.err()).contains("goal.yaml:2: planner.profile: missing: a model plans");
  }
}
