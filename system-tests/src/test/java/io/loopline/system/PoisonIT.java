package io.loopline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loopline.event.DeadLetter;
import io.loopline.event.DeadLetterReason;
import io.loopline.event.Outcome;
import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Bytes that are no event, on every topic that a service reads. */
@ExtendWith(OnCluster.class)
@Order(2)
class PoisonIT {
  @TempDir Path folder;

  private static final List<LoopTopic<?>> INPUTS =
      List.of(
          LoopTopics.GOALS,
          LoopTopics.COMMANDS,
          LoopTopics.INBOX,
          LoopTopics.PLANS,
          LoopTopics.OBSERVATIONS,
          LoopTopics.VERDICTS,
          LoopTopics.CLAIMS,
          LoopTopics.PLAN_REQUESTS,
          LoopTopics.ACTION_REQUESTS,
          LoopTopics.VERIFY_REQUESTS);

  @Test
  void shouldSetPoisonAsideWithItsBytesAndGoOn(Cluster cluster) throws Exception {
    // Given
    Topics topics = cluster.topics();
    byte[] garbage = "this is not an event".getBytes(StandardCharsets.UTF_8);
    byte[] unknownSchema = ByteBuffer.allocate(9).put((byte) 0).putInt(999_999).putInt(1).array();
    byte[] truncated = ByteBuffer.allocate(3).put((byte) 0).putShort((short) 1).array();
    Map<String, byte[]> sent = new HashMap<>();
    int partitions = topics.partitionCount(LoopTopics.INBOX.name());

    // When every partition gets each kind of poison
    for (LoopTopic<?> topic : INPUTS) {
      for (int partition = 0; partition < partitions; partition++) {
        for (byte[] poison : List.of(garbage, unknownSchema, truncated)) {
          byte[] key = "poison".getBytes(StandardCharsets.UTF_8);
          sent.put(topics.send(topic.name(), partition, key, poison), poison);
        }
      }
    }
    List<String> loops = new ArrayList<>();
    for (int i = 0; i < 2 * partitions; i++) {
      loops.add("after-poison-" + i);
      cluster.submit(Goals.greeting(), "after-poison-" + i);
    }

    // Then
    for (String loop : loops) {
      assertThat(Await.result(topics, loop).getOutcome()).isEqualTo(Outcome.SUCCEEDED);
    }
    Await.untilAsserted(
        "a dead letter for each",
        () -> assertThat(letters(topics)).containsAllEntriesOf(buffers(sent)));
    assertThat(reasons(topics))
        .contains(DeadLetterReason.UNDECODABLE, DeadLetterReason.UNKNOWN_SCHEMA);
    commandLineListsThem(cluster, sent);
    Await.untilAsserted("nothing waits", () -> assertThat(waiting(cluster)).containsOnly(0L));
  }

  /** By group and topic, as an operator sees it. */
  private static List<Long> waiting(Cluster cluster) {
    Cluster.Output status = cluster.loop("status", "--json");
    try {
      List<Long> records = new ArrayList<>();
      new ObjectMapper()
          .readTree(status.out())
          .get("lag")
          .forEach(lag -> records.add(lag.get("records").asLong()));
      return records;
    } catch (JsonProcessingException failure) {
      throw new AssertionError(status.toString(), failure);
    }
  }

  /** As an operator reads them: each record named, its bytes in a file. */
  private void commandLineListsThem(Cluster cluster, Map<String, byte[]> sent) {
    Path out = folder.resolve("letters");
    Cluster.Output listed =
        cluster.loop(
            "dead-letters", "--limit", "0", "--out", out.toString(), "--topic", "loop.plans");
    assertThat(listed.exitCode()).as(listed.toString()).isZero();
    sent.forEach((coordinates, bytes) -> {
      if (coordinates.startsWith("loop.plans/")) {
        assertThat(listed.out()).contains("  " + coordinates + "  ");
        assertThat(out.resolve(coordinates.replace('/', '-') + ".value")).hasBinaryContent(bytes);
      }
    });
    assertThat(listed.out()).doesNotContain("loop.goals/");
  }

  /** Dead letters as key and bytes of the record. */
  private static Map<String, ByteBuffer> letters(Topics topics) {
    Map<String, ByteBuffer> letters = new HashMap<>();
    topics
        .records(LoopTopics.DEAD_LETTERS.name(), "read_committed")
        .forEach(record -> {
          DeadLetter letter = topics.decode(LoopTopics.DEAD_LETTERS, record.value());
          if (letter.getValue() != null) {
            letters.put(new String(record.key(), StandardCharsets.UTF_8), letter.getValue());
          }
        });
    return letters;
  }

  private static List<DeadLetterReason> reasons(Topics topics) {
    return topics.records(LoopTopics.DEAD_LETTERS.name(), "read_committed").stream()
        .map(record -> topics.decode(LoopTopics.DEAD_LETTERS, record.value()).getReason())
        .toList();
  }

  private static Map<String, ByteBuffer> buffers(Map<String, byte[]> sent) {
    Map<String, ByteBuffer> buffers = new HashMap<>();
    sent.forEach((key, value) -> buffers.put(key, ByteBuffer.wrap(value)));
    return buffers;
  }
}
