package io.loopline.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.LoopResult;
import io.loopline.event.PlanResult;
import io.loopline.event.RecallKind;
import io.loopline.event.RecalledMemory;
import io.loopline.event.StopReason;
import io.loopline.model.fake.FakeReply;
import io.loopline.model.fake.FakeRequest;
import io.loopline.topic.LoopTopics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The examples for language models, their files as they are; the model's words are scripted. */
@ExtendWith(OnCluster.class)
@Order(42)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class LlmExamplesIT {
  private static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();

  /** The profiles that the examples name, with another address and no key. */
  private static final String MODELS =
      """
      profiles:
        openai: { provider: openai, base_url: "OPENAI_URL", model: gpt-5, max_output_tokens: 16384, timeout: 20s }
        openai-mini: { provider: openai, base_url: "OPENAI_URL", model: gpt-5-mini, max_output_tokens: 16384, timeout: 20s, stronger: [openai] }
      """;

  private static final String CODE = "Write compare(a, b) in semver.py";
  private static final String DATA = "Turn movies.json into movies.parquet";
  private static final String NOTES = "Read the field notes in notes/";
  private static final String RINGED = "The brown pelican with ring K-417 stays at the east pier.";
  private static final String DANGER = "A fox hunts at dawn in the tern colony on the spit.";
  private static final String FACTS = "label/project=bay-birds";

  @TempDir private static Path folder;

  private ScriptedModel model;

  @BeforeAll
  void start(Cluster cluster) throws Exception {
    model = ScriptedModel.start(cluster, MODELS, folder);
  }

  @AfterAll
  void stop() throws Exception {
    model.stop();
  }

  private static Path goal(String example) {
    return EXAMPLES.resolve(example).resolve("goal.yaml");
  }

  private static String resource(String name) throws IOException {
    try (InputStream content = LlmExamplesIT.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(content, name).readAllBytes(), UTF_8);
    }
  }

  private static void succeeded(LoopResult result, int iterations) {
    assertThat(result.getStopReason()).as(result.getMessage()).isEqualTo(StopReason.GOAL_ACHIEVED);
    assertThat(result.getIterations()).isEqualTo(iterations);
    assertThat(result.getMissing()).isEmpty();
  }

  @Test
  void shouldWriteTheFunctionAfterTwoWrongCandidates(Cluster cluster) throws Exception {
    // Given
    Program.assumeInstalled("bwrap", "bubblewrap");
    Program.assumeInstalled("python3", "python3");
    String right = resource("semver-right.py");
    model.script(
        CODE,
        candidate(right.replace("def key(version):", "def key(version)")),
        candidate(right.replace("return numbers, 1, []", "return numbers, 0, []")),
        candidate(right));

    // When
    cluster.submit(goal("code-generation-llm"), "llm-code");
    LoopResult result = Await.resultOfLongLoop(cluster.topics(), "llm-code");

    // Then
    succeeded(result, 3);
    assertThat(cluster.topics().events(LoopTopics.VERDICTS, "llm-code"))
        .extracting(verdict -> verdict.getView().getScore())
        .isSorted()
        .endsWith(1.0);
    assertThat(model.asked(CODE).getLast().prompt()).contains("FAIL");
    assertThat(result.getProjection()).isNotNull();
  }

  private static FakeReply candidate(String content) {
    return ScriptedModel.plan(List.of(ScriptedModel.write("semver.py", content)));
  }

  @Test
  void shouldCleanTheFilmsAfterAnErrorAndAWrongTable(Cluster cluster) throws Exception {
    // Given a column that is not there, then each row as it comes, then the films
    String films = resource("films.sql");
    String loss = resource("row-loss.sql");
    model.script(
        DATA,
        convert(films.replace("\"Running Time min\" AS", "\"Running Time\" AS"), loss),
        convert(films.replace("QUALIFY", "QUALIFY true OR"), loss),
        convert(films, loss));

    // When
    cluster.submit(goal("data-processing-llm"), "llm-data");
    LoopResult result = Await.result(cluster.topics(), "llm-data");

    // Then
    succeeded(result, 3);
    List<FakeRequest> asked = model.asked(DATA);
    assertThat(asked).hasSize(3);
    assertThat(asked.get(1).prompt()).contains("Running Time", "Binder Error");
    assertThat(asked.get(2).prompt()).contains("films_unique (required): not passed");
    Path out = folder.resolve("films");
    assertThat(cluster.loop("result", "llm-data", "--out", out.toString()).exitCode()).isZero();
    assertThat(rows("SELECT count(*) FROM '" + out.resolve("movies.parquet") + "'"))
        .isEqualTo(3_199);
    assertThat(rows("SELECT output_rows FROM '" + out.resolve("row_loss.json") + "'"))
        .isEqualTo(3_199);
  }

  private static FakeReply convert(String films, String loss) {
    return ScriptedModel.plan(
        List.of(ScriptedModel.sql("convert", films), ScriptedModel.sql("document-loss", loss)));
  }

  /** A number that a database of our own finds in a file. */
  private static long rows(String query) throws SQLException {
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Test
  void shouldTellTheSecondLoopWhatTheFirstOneLearned(Cluster cluster) throws Exception {
    // Given
    model.script(
        NOTES,
        ScriptedModel.plan(
            List.of(ScriptedModel.write("report.md", resource("report.md"))),
            Map.of("write", List.of(fact(RINGED), fact(DANGER)))));

    // When
    cluster.submit(goal("research-notes"), "week-12");
    succeeded(Await.result(cluster.topics(), "week-12"), 1);
    String list = cluster.loop("memory", "list", "--scope", FACTS).out();
    model.script(
        NOTES,
        ScriptedModel.plan(
            List.of(ScriptedModel.write("report.md", "# East pier\n")),
            Map.of("search", List.of("ringed birds"))),
        ScriptedModel.plan(List.of(ScriptedModel.write("report.md", resource("report.md")))));
    cluster.submit(goal("research-notes"), "week-12-again");
    succeeded(Await.result(cluster.topics(), "week-12-again"), 2);

    // Then the list says where each fact is from, and the second loop was told
    String source = "  from week-12/1/PLAN/0/1/answer, ";
    List<PlanResult> plans = cluster.topics().events(LoopTopics.PLANS, "week-12");
    List<String> keys = plans.getFirst().getRemembered();
    assertThat(keys).hasSize(2).allMatch(key -> key.startsWith(FACTS + "/"));
    assertThat(list.lines())
        .contains(keys.get(0), keys.get(1), "  " + RINGED, "  " + DANGER)
        .filteredOn(line -> line.startsWith(source))
        .hasSize(2)
        .allMatch(line -> line.endsWith(", untrusted"));
    assertThat(plans.getFirst().getEventId()).isEqualTo("week-12/1/PLAN/0/1/answer");
    recalledInBoth(cluster);
  }

  private void recalledInBoth(Cluster cluster) {
    List<PlanResult> plans = cluster.topics().events(LoopTopics.PLANS, "week-12-again");
    assertThat(plans.get(0).getRecalled())
        .extracting(RecalledMemory::getKind, RecalledMemory::getId)
        .hasSize(3)
        .contains(Tuple.tuple(RecallKind.RESULT, "week-12"));
    assertThat(plans.get(1).getRecalled().getFirst())
        .extracting(RecalledMemory::getText, RecalledMemory::getQuery)
        .containsExactly(RINGED, "ringed birds");
    String first = cluster.loop("prompt", "week-12-again", "1").out();
    assertThat(first)
        .contains("fact of project=bay-birds, learned from week-12/1/PLAN/0/1/answer")
        .contains(RINGED, DANGER, "how loop week-12 with project=bay-birds ended");
    String second = cluster.loop("prompt", "week-12-again", "2").out();
    assertThat(second).contains("found by your search 'ringed birds'");
  }

  private static Map<String, Object> fact(String text) {
    return Map.of("text", text, "scope", "project=bay-birds");
  }
}
