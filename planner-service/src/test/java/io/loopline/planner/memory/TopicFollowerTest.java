package io.loopline.planner.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.codec.memory.Scope;
import io.loopline.event.BudgetDimension;
import io.loopline.event.DecisionRef;
import io.loopline.event.LedgerLine;
import io.loopline.event.LoopResult;
import io.loopline.event.MemoryFact;
import io.loopline.event.MemoryScope;
import io.loopline.event.Outcome;
import io.loopline.event.Producer;
import io.loopline.event.StopReason;
import io.loopline.serde.EventCodec;
import io.loopline.serde.LocalSchemaRegistry;
import io.loopline.serde.RegistryUnreachable;
import io.loopline.serde.SchemaRegistry;
import io.loopline.topic.LoopTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicFollowerTest {
  private static final String FACTS = LoopTopics.MEMORY.name();
  private static final String RESULTS = LoopTopics.RESULTS.name();
  private static final Producer SOMEBODY = new Producer("test", "test-1", "test");
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

  private final LocalSchemaRegistry registry = new LocalSchemaRegistry();
  private final EventCodec codec = new EventCodec(registry, true);
  private final WordEmbedder embedder = new WordEmbedder();
  private final MemoryIndex facts = new MemoryIndex(100);
  private final MemoryIndex results = new MemoryIndex(100);
  private final MemoryRecords records = new MemoryRecords(codec, facts, results, embedder);
  private final CompletableFuture<Throwable> fatal = new CompletableFuture<>();
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final TopicFollower follower =
      new TopicFollower(consumer, List.of(FACTS, RESULTS), records, fatal::complete);

  @BeforeEach
  void twoPartitionsOfEachTopic() {
    for (String topic : List.of(FACTS, RESULTS)) {
      Node node = Node.noNode();
      Node[] nodes = {node};
      consumer.updatePartitions(
          topic,
          IntStream.range(0, 2)
              .mapToObj(each -> new PartitionInfo(topic, each, node, nodes, nodes))
              .toList());
      for (int partition = 0; partition < 2; partition++) {
        TopicPartition place = new TopicPartition(topic, partition);
        consumer.updateBeginningOffsets(Map.of(place, 0L));
        consumer.updateEndOffsets(Map.of(place, 0L));
      }
    }
  }

  @AfterEach
  void close() {
    follower.close();
    assertThat(fatal).isNotDone();
  }

  private void ends(String topic, int partition, long end) {
    consumer.updateEndOffsets(Map.of(new TopicPartition(topic, partition), end));
  }

  private void add(String topic, int partition, long offset, String key, byte @Nullable [] value) {
    consumer.addRecord(
        new ConsumerRecord<>(
            topic, partition, offset, key.getBytes(StandardCharsets.UTF_8), value));
  }

  private byte[] fact(Scope scope, String text) {
    return codec.encode(
        LoopTopics.MEMORY,
        new MemoryFact("e", "id", scope.kind(), scope.key(), NOW, SOMEBODY, text, "source", false));
  }

  private byte[] result(String loopId, Map<String, String> labels) {
    return codec.encode(
        LoopTopics.RESULTS,
        LoopResult.newBuilder()
            .setEventId(loopId + "/9/0")
            .setLoopId(loopId)
            .setOccurredAt(NOW)
            .setProducer(SOMEBODY)
            .setDecision(new DecisionRef(loopId + "/9", 0, 1))
            .setOutcome(Outcome.STUCK)
            .setStopReason(StopReason.NO_PROGRESS)
            .setMessage("the score did not rise")
            .setObjective("rebuild the index")
            .setGoalHash("0")
            .setIterations(4)
            .setLedger(List.of(new LedgerLine(BudgetDimension.ITERATIONS, 10L, 4L, 0L)))
            .setMissing(List.of("tests: exit code 1"))
            .setStartedAt(NOW)
            .setEndedAt(NOW)
            .setLabels(labels)
            .build());
  }

  /** What was scheduled before is done when this returns. */
  private void pass() throws InterruptedException {
    CountDownLatch passed = new CountDownLatch(2);
    consumer.schedulePollTask(passed::countDown);
    consumer.schedulePollTask(passed::countDown);
    assertThat(passed.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private List<Hit> find(String query, Scope... scopes) throws InterruptedException {
    return facts.nearest(Set.of(scopes), embedder.embed(query), 10, embedder);
  }

  @Test
  void shouldBeReadyOnceEverythingIsReadAndThenFollow() throws InterruptedException {
    // Given
    ends(FACTS, 0, 1);
    ends(FACTS, 1, 1);
    consumer.schedulePollTask(() -> add(FACTS, 0, 0, "global/a", fact(Scope.global(), "one")));

    // When
    follower.start();
    pass();
    boolean early = follower.awaitCaughtUp(Duration.ZERO);
    String obstacle = follower.obstacle().orElse("none");
    consumer.schedulePollTask(() -> add(FACTS, 1, 0, "global/b", fact(Scope.global(), "two")));
    boolean ready = follower.awaitCaughtUp(Duration.ofSeconds(10));
    consumer.schedulePollTask(() -> add(FACTS, 1, 1, "global/c", fact(Scope.global(), "three")));
    pass();

    // Then
    assertThat(early).isFalse();
    assertThat(obstacle).isEqualTo("reading loop.memory and loop.results");
    assertThat(ready).isTrue();
    assertThat(follower.obstacle()).isEmpty();
    assertThat(embedder.embedded).contains("one", "two", "three");
    assertThat(find("one two three", Scope.global())).hasSize(3);
  }

  @Test
  void shouldForgetWhatIsDeletedAndPassOverWhatSaysNothing() throws InterruptedException {
    // Given
    byte[] ofNewer = fact(new Scope(MemoryScope.UNRECOGNIZED, ""), "newer");
    consumer.schedulePollTask(() -> {
      add(FACTS, 0, 0, "global/a", fact(Scope.global(), "one"));
      add(FACTS, 0, 1, "global/b", new byte[] {9, 9, 9});
      add(FACTS, 0, 2, "global/c", ofNewer);
      add(FACTS, 0, 3, "loop/loop-2/d", fact(Scope.global(), "key of another scope"));
      add(FACTS, 0, 4, "global/e", fact(Scope.global(), "x".repeat(5_000)));
      add(FACTS, 0, 5, "global/a", null);
      add(FACTS, 0, 6, "global/f", fact(Scope.global(), "two"));
    });

    // When
    follower.start();
    assertThat(follower.awaitCaughtUp(Duration.ofSeconds(10))).isTrue();
    pass();

    // Then
    assertThat(find("x", Scope.global()))
        .extracting(hit -> hit.entry().text())
        .containsExactly("two");
    assertThat(records.skipped()).isEqualTo(4);
  }

  @Test
  void shouldComeBackWithARecordWhenTheRegistryIsAway() throws InterruptedException {
    // Given
    byte[] written = fact(Scope.global(), "one");
    AtomicInteger asked = new AtomicInteger();
    SchemaRegistry lateRegistry =
        new SchemaRegistry() {
          @Override
          public int register(String subject, Schema schema) {
            return registry.register(subject, schema);
          }

          @Override
          public int idOf(String subject, Schema schema) {
            return registry.idOf(subject, schema);
          }

          @Override
          public Schema byId(int id) {
            if (asked.incrementAndGet() == 1) {
              throw new RegistryUnreachable("no registry answers");
            }
            return registry.byId(id);
          }

          @Override
          public void setCompatibility(String subject, String level) {
            throw new AssertionError("not asked for");
          }
        };
    MemoryRecords cold = new MemoryRecords(new EventCodec(lateRegistry), facts, results, embedder);
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(FACTS, 0, 0, "global/a".getBytes(StandardCharsets.UTF_8), written);

    // When
    assertThatThrownBy(() -> cold.accept(record)).isInstanceOf(RegistryUnreachable.class);
    cold.accept(record);

    // Then
    assertThat(cold.skipped()).isZero();
    assertThat(find("one", Scope.global())).hasSize(1);
  }

  @Test
  void shouldKeepResultsOfLoopsWithLabels() throws InterruptedException {
    // Given
    consumer.schedulePollTask(() -> {
      add(RESULTS, 0, 0, "loop-7", result("loop-7", Map.of("team", "search", "env", "prod")));
      add(RESULTS, 0, 1, "loop-8", result("loop-8", Map.of()));
    });

    // When
    follower.start();
    pass();

    // Then
    List<Hit> found =
        results.nearest(
            Set.of(Scope.ofLabel("team", "search"), Scope.ofLabel("env", "prod")),
            embedder.embed("index"),
            10,
            embedder);
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().entry().text())
        .isEqualTo(
            "rebuild the index\nended stuck (no progress) after 4 iterations: the score did not"
                + " rise\nstill missing: tests: exit code 1");
  }

  @Test
  void shouldNameTheTopicThatIsMissing() {
    // Given
    MockConsumer<byte[], byte[]> empty = new MockConsumer<>("earliest");
    TopicFollower waiting = new TopicFollower(empty, List.of(FACTS), records, fatal::complete);

    // When
    waiting.start();
    while (waiting.obstacle().orElse("").equals("not started")) {
      Thread.onSpinWait();
    }
    String obstacle = waiting.obstacle().orElse("none");
    waiting.close();

    // Then
    assertThat(obstacle).isEqualTo("topic loop.memory is missing; run: loop topics apply");
    assertThat(empty.closed()).isTrue();
  }
}
