package io.loopline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loopline.event.LoopResult;
import io.loopline.event.Outcome;
import io.loopline.event.StopReason;
import io.loopline.serde.ContractSchema;
import io.loopline.serde.SchemaRegistry;
import io.loopline.topic.LoopTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** kafkajs and its registry client: a whole loop from Node, which has its own Avro and Kafka. */
@ExtendWith(OnCluster.class)
@Order(8)
class NodeInteropIT {
  private static final Path SOURCES = Path.of("src", "test", "node");
  private static final Path FOLDER = Path.of("target", "node").toAbsolutePath();
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", ".npmrc", "submit-goal.js", "read-result.js");

  private final ObjectMapper json = new ObjectMapper();

  @BeforeAll
  static void needsNode() throws Exception {
    Program.assumeInstalled("node", "nodejs");
    Program.assumeInstalled("npm", "npm");
    install();
  }

  /** The modules stay in target/, so that only a new lock file needs the network. */
  private static void install() throws Exception {
    Path lock = FOLDER.resolve("package-lock.json");
    Path done = FOLDER.resolve("node_modules").resolve(".package-lock.json");
    boolean current =
        Files.exists(done)
            && Files.exists(lock)
            && Files.mismatch(lock, SOURCES.resolve("package-lock.json")) == -1;
    Files.createDirectories(FOLDER);
    for (String file : FILES) {
      Files.copy(SOURCES.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    if (!current) {
      Program.run(
          FOLDER, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"));
    }
  }

  private JsonNode node(Cluster cluster, String script, String loopId)
      throws IOException, InterruptedException {
    return json.readTree(
        Program.run(
            FOLDER, List.of("node", script, cluster.bootstrap(), cluster.registryUrl(), loopId)));
  }

  @Test
  void shouldRunALoopFromGoalToResult(Cluster cluster) throws Exception {
    // Given
    Topics topics = cluster.topics();
    SchemaRegistry registry = SchemaRegistry.connect(cluster.registryUrl());
    int partitions = topics.partitionCount("loop.goals");

    // When
    JsonNode sent = node(cluster, "submit-goal.js", "from-node");
    cluster.remember("from-node");
    JsonNode read = node(cluster, "read-result.js", "from-node");

    // Then it wrote what Java would have written, where Java would have written it
    assertThat(sent.path("partition").asInt())
        .isEqualTo(Partitions.murmur2("from-node", partitions));
    assertThat(sent.path("schemaId").asInt())
        .isEqualTo(registry.idOf("loop.goals-value", ContractSchema.of(LoopTopics.GOALS.type())));

    // And it read what Java reads
    LoopResult result = Await.result(topics, "from-node");
    assertThat(result.getOutcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(read.path("key").asText()).isEqualTo("from-node");
    assertThat(read.path("partition").asInt())
        .isEqualTo(Partitions.murmur2("from-node", partitions));
    assertThat(read.path("schemaId").asInt())
        .isEqualTo(registry.idOf("loop.results-value", ContractSchema.of(LoopResult.class)));
    assertSame(read.path("event"), result);
  }

  @Test
  void shouldReadARefusal(Cluster cluster) throws Exception {
    // Given a goal whose id is refused
    Topics topics = cluster.topics();
    topics.send(
        LoopTopics.GOALS.name(),
        null,
        "bad-for-node".getBytes(StandardCharsets.UTF_8),
        topics.encode(LoopTopics.GOALS, Goals.empty("bad-for-node")));
    cluster.remember("bad-for-node");

    // When
    JsonNode event = node(cluster, "read-result.js", "bad-for-node").path("event");

    // Then
    assertThat(event.path("outcome").asText()).isEqualTo(Outcome.REJECTED.name());
    assertThat(event.path("stop_reason").asText()).isEqualTo(StopReason.INVALID_GOAL.name());
    assertSame(event, Await.result(topics, "bad-for-node"));
  }

  private static void assertSame(JsonNode event, LoopResult result) {
    assertThat(event.path("event_id").asText()).isEqualTo(result.getEventId());
    assertThat(event.path("outcome").asText()).isEqualTo(result.getOutcome().name());
    assertThat(event.path("stop_reason").asText()).isEqualTo(result.getStopReason().name());
    assertThat(event.path("message").asText()).isEqualTo(result.getMessage());
    assertThat(event.path("goal_hash").asText()).isEqualTo(result.getGoalHash());
    assertThat(event.path("iterations").asInt()).isEqualTo(result.getIterations());
    assertThat(event.path("ended_at").asLong()).isEqualTo(result.getEndedAt().toEpochMilli());
    assertThat(event.path("labels").size()).isEqualTo(result.getLabels().size());
    assertThat(event.path("best").isNull()).isEqualTo(result.getBest() == null);
    assertThat(event.path("missing").size()).isEqualTo(result.getMissing().size());
  }
}
