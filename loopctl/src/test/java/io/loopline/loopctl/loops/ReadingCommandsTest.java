package io.loopline.loopctl.loops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loopline.event.ArtifactRef;
import io.loopline.event.LoopPhase;
import io.loopline.serde.RegistryUnreachable;
import io.loopline.topic.LoopTopics;
import io.loopline.workbench.artifact.DirectoryArtifactStore;
import io.loopline.workbench.workspace.WorkspaceStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingCommandsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir private Path directory;

  private final FakeBroker broker =
      new FakeBroker()
          .holding(LoopTopics.TRANSITIONS, Events.history("demo"))
          .holding(
              LoopTopics.TRANSITIONS,
              Events.transition("runs", 1, "GoalReceived", LoopPhase.ABSENT, LoopPhase.PLANNING)
                  .build())
          .holding(LoopTopics.RESULTS, Events.exhausted("poor").build());

  @Test
  void shouldListLoopsAndNameUnreadableRecordsOnStandardError() throws Exception {
    // Given
    for (int offset = 0; offset < 12; offset++) {
      broker.holding(new Unreadable("loop.transitions", 2, offset, "not\nan event"));
    }

    // When
    Cli list = Cli.run(new ListCommand(Cli.access(broker)), "--json");

    // Then
    assertThat(list.exitCode()).isZero();
    JsonNode loops = JSON.readTree(list.out());
    assertThat(loops.findValuesAsText("loop_id")).containsExactly("demo", "poor", "runs");
    assertThat(loops.get(0).get("outcome").asText()).isEqualTo("SUCCEEDED");
    assertThat(loops.get(2).get("phase").asText()).isEqualTo("PLANNING");
    assertThat(loops.get(2).get("ended_at").isNull()).isTrue();
    assertThat(list.err().lines())
        .hasSize(12)
        .startsWith(
            "loop: 12 records could not be decoded and left out:",
            "loop:   loop.transitions/2/0: not an event")
        .endsWith("loop:   and 2 more");
  }

  @Test
  void shouldShowAResultWithItsFilesAndCopyThem() throws Exception {
    // Given
    Path artifacts = directory.resolve("artifacts");
    ArtifactRef workspace = snapshot(artifacts);
    broker.holding(LoopTopics.RESULTS, Events.result("demo").setWorkspace(workspace).build());
    Path target = directory.resolve("copy");
    String[] arguments = {
      "demo", "--artifacts", artifacts.toString(), "--out", target.toString(), "--json"
    };

    // When
    Cli result = Cli.run(new ResultCommand(Cli.access(broker)), arguments);

    // Then
    assertThat(result.exitCode()).isZero();
    JsonNode file = JSON.readTree(result.out()).get("files").get(0);
    assertThat(file.get("path").asText()).isEqualTo("out/movies.csv");
    assertThat(Path.of(file.get("stored").asText())).hasContent("title\nAlien\n");
    assertThat(target.resolve("out/movies.csv")).hasContent("title\nAlien\n");
    assertThat(result.err()).contains("copied 1 file to");
    // And: a second copy does not overwrite
    Cli again = Cli.run(new ResultCommand(Cli.access(broker)), arguments);
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("the directory is not empty");
  }

  @Test
  void shouldShowAResultWhoseArtifactsAreElsewhere() {
    // Given
    broker.holding(
        LoopTopics.RESULTS,
        Events.result("demo").setWorkspace(new ArtifactRef("ab".repeat(32), 5L, "x")).build());
    Path nowhere = directory.resolve("nowhere");

    // When
    Cli result =
        Cli.run(new ResultCommand(Cli.access(broker)), "demo", "--artifacts", nowhere.toString());

    // Then
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("there is no artifact store at " + nowhere + "; name it with --artifacts");
    assertThat(nowhere).doesNotExist();
  }

  @Test
  void shouldExitWithOneForALoopThatFailedOrStillRuns() {
    // When
    Cli poor = Cli.run(new ResultCommand(Cli.access(broker)), "poor");
    Cli runs = Cli.run(new ResultCommand(Cli.access(broker)), "runs");

    // Then
    assertThat(poor.exitCode()).isEqualTo(1);
    assertThat(poor.out()).startsWith("Loop poor: EXHAUSTED (MAX_ITERATIONS)");
    assertThat(runs.exitCode()).isEqualTo(1);
    assertThat(runs.err())
        .startsWith("loop runs has no result, it is PLANNING; see ./loop watch runs");
  }

  @Test
  void shouldExitWithTwoForALoopThatDoesNotExist() {
    assertThat(Cli.run(new ResultCommand(Cli.access(broker)), "nobody").exitCode()).isEqualTo(2);
    assertThat(Cli.run(new AuditCommand(Cli.access(broker)), "nobody").exitCode()).isEqualTo(2);
    assertThat(Cli.run(new AuditCommand(Cli.access(broker)), "no body").exitCode()).isEqualTo(2);
  }

  @Test
  void shouldAuditWordsAndJson() throws Exception {
    // When
    Cli words = Cli.run(new AuditCommand(Cli.access(broker)), "demo");
    Cli json = Cli.run(new AuditCommand(Cli.access(broker)), "demo", "--json");

    // Then
    assertThat(words.exitCode()).isZero();
    assertThat(words.lines()).first().isEqualTo("Audit of loop demo");
    JsonNode audit = JSON.readTree(json.out());
    assertThat(audit.get("transitions")).hasSize(4);
    assertThat(audit.get("transitions").get(1).get("cause").get("record").get("topic").asText())
        .isEqualTo("loop.plans");
    assertThat(audit.get("result").isNull()).isTrue();
  }

  @Test
  void shouldTurnClientFailuresIntoOneLineAndAnExitCode() {
    assertThat(failing(new TimeoutException("x")))
        .extracting(Cli::exitCode, Cli::err)
        .containsExactly(
            3,
            "the Kafka broker at 127.0.0.1:9 does not answer in time; see ./loop status"
                + System.lineSeparator());
    assertThat(failing(new RegistryUnreachable("x")).err())
        .startsWith("no schema registry answers at http://127.0.0.1:8/;");
    assertThat(failing(new RegistryUnreachable("x")).exitCode()).isEqualTo(3);
    assertThat(failing(new ConfigException("bad url")).exitCode()).isEqualTo(2);
    assertThat(failing(new KafkaException("odd", new IOException("why"))))
        .extracting(Cli::exitCode, Cli::err)
        .containsExactly(
            3, "the Kafka client for 127.0.0.1:9 failed: odd: why" + System.lineSeparator());
  }

  private static Cli failing(KafkaException failure) {
    Access access =
        new Access(
            _ -> {
              throw failure;
            },
            () -> Events.START);
    return Cli.run(
        new ListCommand(access), "--bootstrap", "127.0.0.1:9", "--registry", "http://127.0.0.1:8/");
  }

  private ArtifactRef snapshot(Path artifacts) throws IOException {
    Path workspace = Files.createDirectories(directory.resolve("workspace/out"));
    Files.write(workspace.resolve("movies.csv"), "title\nAlien\n".getBytes(UTF_8));
    return new WorkspaceStore(new DirectoryArtifactStore(artifacts))
        .snapshot(directory.resolve("workspace"));
  }
}
