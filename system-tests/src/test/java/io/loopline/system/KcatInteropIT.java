package io.loopline.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.Goal;
import io.loopline.event.LoopResult;
import io.loopline.event.Outcome;
import io.loopline.serde.ContractSchema;
import io.loopline.serde.SchemaRegistry;
import io.loopline.topic.LoopTopics;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** kcat, a client on librdkafka without Avro: keys, partitions and the bytes before the Avro. */
@ExtendWith(OnCluster.class)
@Order(7)
class KcatInteropIT {

  /** A record as kcat printed it. */
  @SuppressWarnings("ArrayRecordComponent") // carries a record's bytes; never compared
  private record Printed(String key, int partition, byte[] value) {}

  @BeforeAll
  static void needsKcat() {
    Program.assumeInstalled("kcat", "kcat");
  }

  @Test
  void shouldSeeKeyPartitionAndSchemaIdOfResults(Cluster cluster, @TempDir Path folder)
      throws Exception {
    // Given
    Topics topics = cluster.topics();
    cluster.submit(Goals.greeting(), "kcat-reads");
    LoopResult expected = Await.result(topics, "kcat-reads");
    int id =
        SchemaRegistry.connect(cluster.registryUrl())
            .idOf("loop.results-value", ContractSchema.of(LoopResult.class));

    // When
    List<String> command = new ArrayList<>(List.of("kcat", "-C", "-q", "-e", "-o", "beginning"));
    command.addAll(List.of("-b", cluster.bootstrap(), "-t", "loop.results"));
    command.addAll(List.of("-X", "isolation.level=read_committed", "-f", "%k %p %S %s"));
    List<Printed> printed = parse(Program.run(folder, command));

    // Then
    Printed result =
        printed.stream().filter(each -> each.key().equals("kcat-reads")).findFirst().orElseThrow();
    int partitions = topics.partitionCount("loop.results");
    assertThat(result.partition()).isEqualTo(Partitions.murmur2("kcat-reads", partitions));
    ByteBuffer value = ByteBuffer.wrap(result.value());
    assertThat(value.get()).as("magic byte").isZero();
    assertThat(value.getInt()).as("schema id").isEqualTo(id);
    assertThat(topics.decode(LoopTopics.RESULTS, result.value())).isEqualTo(expected);
  }

  @Test
  void shouldRunAGoalThatWasProducedByIt(Cluster cluster, @TempDir Path folder) throws Exception {
    // Given a loop id that librdkafka puts into another partition than Java does
    Topics topics = cluster.topics();
    int partitions = topics.partitionCount("loop.goals");
    String loopId = Partitions.disputed("kcat-writes-", partitions);
    Path value = folder.resolve("goal.bin");
    Goal goal = Goals.written(loopId, "kcat");
    Files.write(value, topics.encode(LoopTopics.GOALS, goal));

    // When
    Program.run(
        folder,
        List.of(
            "kcat", "-P", "-b", cluster.bootstrap(), "-t", "loop.goals", "-k", loopId, "goal.bin"));
    cluster.remember(loopId);

    // Then
    assertThat(Await.result(topics, loopId).getOutcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(partition(topics, "loop.goals", loopId))
        .isEqualTo(Partitions.crc32(loopId, partitions));
    assertThat(partition(topics, "loop.results", loopId))
        .isEqualTo(Partitions.murmur2(loopId, partitions));
    Await.exactlyOneResult(topics, loopId);
  }

  static int partition(Topics topics, String topic, String loopId) {
    return topics.records(topic, "read_committed").stream()
        .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(loopId))
        .map(record -> record.partition())
        .findFirst()
        .orElseThrow();
  }

  private static List<Printed> parse(byte[] output) throws IOException {
    ByteArrayInputStream rest = new ByteArrayInputStream(output);
    List<Printed> all = new ArrayList<>();
    while (rest.available() > 0) {
      String key = word(rest);
      int partition = Integer.parseInt(word(rest));
      all.add(new Printed(key, partition, rest.readNBytes(Integer.parseInt(word(rest)))));
    }
    return all;
  }

  private static String word(ByteArrayInputStream from) {
    StringBuilder word = new StringBuilder();
    for (int next = from.read(); next != ' '; next = from.read()) {
      word.append((char) next);
    }
    return word.toString();
  }
}
