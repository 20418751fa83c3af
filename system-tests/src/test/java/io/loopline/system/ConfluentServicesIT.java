package io.loopline.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.DeadLetter;
import io.loopline.event.DeadLetterReason;
import io.loopline.event.Outcome;
import io.loopline.loopctl.stack.Part;
import io.loopline.loopctl.stack.StackSettings;
import io.loopline.topic.LoopTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** All three services with Confluent's serializer classes, named in configuration. */
@ExtendWith(OnCluster.class)
@Order(10)
@Tag("slow")
class ConfluentServicesIT {

  private static UnaryOperator<StackSettings> confluent(Path folder) throws Exception {
    List<Path> jars = OriginalConfluent.classPath(folder);
    return settings ->
        settings
            .withServiceProperty("loopline.serializer.class", OriginalConfluent.SERIALIZER)
            .withServiceProperty("loopline.deserializer.class", OriginalConfluent.DESERIALIZER)
            .withServiceClassPath(jars);
  }

  @Test
  void shouldRunLoopsAndClassifyFailures(Cluster cluster, @TempDir Path folder) throws Exception {
    Topics topics = cluster.topics();
    cluster.withServices(
        confluent(folder),
        () -> {
          // When a good goal, and bytes that are none
          cluster.submit(Goals.greeting(), "on-confluent");
          String garbage = send(topics, "nonsense".getBytes(StandardCharsets.UTF_8));
          String unknown = send(topics, withSchemaId(888_888));
          byte[] whole = topics.encode(LoopTopics.GOALS, Goals.written("cut", "confluent"));
          String truncated = send(topics, Arrays.copyOf(whole, 40));

          // Then
          assertThat(Await.result(topics, "on-confluent").getOutcome())
              .isEqualTo(Outcome.SUCCEEDED);
          assertThat(letter(topics, garbage).getReason()).isEqualTo(DeadLetterReason.UNDECODABLE);
          assertThat(letter(topics, truncated).getReason()).isEqualTo(DeadLetterReason.UNDECODABLE);
          DeadLetter letter = letter(topics, unknown);
          assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNKNOWN_SCHEMA);
          assertThat(letter.getMessage()).contains("error code: 40403");
          for (Part service : List.of(Part.PLANNER, Part.EXECUTOR, Part.VERIFIER)) {
            assertThat(cluster.log(service)).contains(OriginalConfluent.DESERIALIZER);
          }

          shouldWaitWhileTheRegistryIsAway(cluster, topics);
        });
  }

  /** A record that needs the registry is neither skipped nor taken for an unknown schema. */
  private static void shouldWaitWhileTheRegistryIsAway(Cluster cluster, Topics topics)
      throws Exception {
    // Given
    cluster.stack().killService(Part.REGISTRY);
    String waiting;
    try {
      // When
      waiting = send(topics, withSchemaId(777_777));
      Await.untilAsserted(
          "the controller says that it waits",
          () ->
              assertThat(logOf(cluster))
                  .contains("registry unreachable, retrying")
                  .contains("Connection refused"));
      assertThat(find(topics, waiting)).isEmpty();
    } finally {
      cluster.stack().launch(Part.REGISTRY);
      cluster.stack().awaitReady(List.of(Part.REGISTRY));
    }

    // Then
    assertThat(letter(topics, waiting).getReason()).isEqualTo(DeadLetterReason.UNKNOWN_SCHEMA);
    cluster.submit(Goals.greeting(), "on-confluent-again");
    assertThat(Await.result(topics, "on-confluent-again").getOutcome())
        .isEqualTo(Outcome.SUCCEEDED);
  }

  private static String logOf(Cluster cluster) {
    try {
      return cluster.log(Part.PLANNER);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static byte[] withSchemaId(int id) {
    return ByteBuffer.allocate(9).put((byte) 0).putInt(id).putInt(1).array();
  }

  private static String send(Topics topics, byte[] value) throws Exception {
    byte[] key = "poison".getBytes(StandardCharsets.UTF_8);
    return topics.send(LoopTopics.GOALS.name(), null, key, value);
  }

  private static Optional<DeadLetter> find(Topics topics, String coordinates) {
    return topics.records(LoopTopics.DEAD_LETTERS.name(), "read_committed").stream()
        .filter(each -> new String(each.key(), StandardCharsets.UTF_8).equals(coordinates))
        .map(each -> topics.decode(LoopTopics.DEAD_LETTERS, each.value()))
        .findFirst();
  }

  private static DeadLetter letter(Topics topics, String coordinates) {
    Await.untilAsserted(
        "dead letter of " + coordinates, () -> assertThat(find(topics, coordinates)).isPresent());
    return find(topics, coordinates).orElseThrow();
  }
}
