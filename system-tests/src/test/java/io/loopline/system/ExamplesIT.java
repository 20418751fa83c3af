package io.loopline.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.LoopResult;
import io.loopline.event.LoopTransition;
import io.loopline.event.Outcome;
import io.loopline.event.StopReason;
import io.loopline.topic.LoopTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example goals, through all services. */
@ExtendWith(OnCluster.class)
@Order(1)
class ExamplesIT {
  private static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();
  private static final Path MOVIES = EXAMPLES.resolve("data-processing");

  @TempDir Path folder;

  @Test
  void shouldLeaveAGreetingWhenTheSmallestGoalRuns(Cluster cluster) {
    // When
    cluster.submit(EXAMPLES.resolve("noop").resolve("goal.yaml"), "noop");

    // Then
    LoopResult result = Await.result(cluster.topics(), "noop");
    assertThat(result.getStopReason()).isEqualTo(StopReason.GOAL_ACHIEVED);
    assertThat(result.getIterations()).isEqualTo(1);
  }

  @Test
  void shouldEndWithoutProgressAndSayWhyWhenNothingHelps(Cluster cluster) {
    // When
    cluster.submit(EXAMPLES.resolve("stuck").resolve("goal.yaml"), "stuck");

    // Then
    LoopResult result = Await.result(cluster.topics(), "stuck");
    assertThat(result.getStopReason()).as(result.getMessage()).isEqualTo(StopReason.NO_PROGRESS);
    assertThat(result.getIterations()).isEqualTo(7);
    Cluster.Output audit = cluster.loop("audit", "stuck");
    assertThat(audit.toString())
        .contains(
            "changed: nudged the planner: action 0 (workspace)",
            "changed: strategy level 0 -> 1",
            "changed: strategy level 1 -> 2",
            "STUCK (NO_PROGRESS)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"greeting", "data"})
  void shouldAchieveTheGoalThatInitWrites(String example, Cluster cluster) {
    // Given
    Path goal = folder.resolve("goal.yaml");
    Cluster.Output written = cluster.loop("init", goal.toString(), "--example", example);
    assertThat(written.exitCode()).as(written.toString()).isZero();

    // When
    cluster.submit(goal, "init-" + example);

    // Then the first plan failed a check, and the second repaired what it found
    LoopResult result = Await.result(cluster.topics(), "init-" + example);
    assertThat(result.getStopReason()).as(result.getMessage()).isEqualTo(StopReason.GOAL_ACHIEVED);
    assertThat(result.getIterations()).isEqualTo(2);
  }

  @Test
  void shouldRepairRealDirtyDataFromTheVerifiersFeedback(Cluster cluster) throws Exception {
    // When
    cluster.submit(MOVIES.resolve("goal.yaml"), "movies");
    LoopResult whole = Await.result(cluster.topics(), "movies");
    cluster.submit(variant("no-future-years"), "movies-no-future-years");
    LoopResult lessDirty = Await.result(cluster.topics(), "movies-no-future-years");

    // Then
    assertThat(whole.getOutcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(whole.getIterations()).isGreaterThanOrEqualTo(3);
    assertThat(lessDirty.getOutcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(lessDirty.getIterations()).isEqualTo(whole.getIterations() - 1);
    assertThat(scores(cluster, "movies")).isSorted().hasSize(whole.getIterations());
    assertThat(rowsOfParquet(cluster, "movies")).isEqualTo(3_199);
  }

  @Test
  void shouldEndExhaustedWithTheBestSoFarWhenADefectIsUnknown(Cluster cluster) throws Exception {
    // When
    cluster.submit(variant("unknown-defect"), "movies-unknown-defect");
    LoopResult result = Await.result(cluster.topics(), "movies-unknown-defect");

    // Then
    assertThat(result.getStopReason()).isEqualTo(StopReason.MAX_ITERATIONS);
    assertThat(result.getBest().getScore()).isBetween(0.5, 0.99);
    assertThat(result.getWorkspace()).isNotNull();
    assertThat(result.getMissing()).singleElement().asString().startsWith("ratings_in_range");
  }

  private Path variant(String name) throws IOException, InterruptedException {
    Path made = folder.resolve(name);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                MOVIES.resolve("Variant.java").toString(),
                name,
                made.toString(),
                MOVIES.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    return made.resolve("goal.yaml");
  }

  private static List<Double> scores(Cluster cluster, String loopId) {
    return cluster.topics().events(LoopTopics.TRANSITIONS, loopId).stream()
        .map(LoopTransition::getScore)
        .filter(score -> score != null)
        .toList();
  }

  /** The Parquet file as the command line hands it out, read by a database of our own. */
  private long rowsOfParquet(Cluster cluster, String loopId) throws SQLException {
    Path out = folder.resolve("out-" + loopId);
    Cluster.Output output = cluster.loop("result", loopId, "--out", out.toString());
    assertThat(output.exitCode()).as(output.toString()).isZero();
    Path parquet = out.resolve("movies.parquet");
    assertThat(Files.exists(parquet)).isTrue();
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT count(*) FROM read_parquet('" + parquet + "')")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
