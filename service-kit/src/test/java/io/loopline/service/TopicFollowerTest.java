package io.loopline.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.serde.RegistryUnreachable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicFollowerTest {
  private static final List<String> TOPICS = List.of("one", "two");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Throwable> fatal = new CompletableFuture<>();
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private TopicFollower follower = fromBeginning(record -> seen.add(text(record)));

  private TopicFollower fromBeginning(TopicFollower.Sink sink) {
    return TopicFollower.fromBeginning(consumer, TOPICS, sink, fatal::complete);
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.value(), UTF_8);
  }

  @BeforeEach
  void twoPartitionsOfEachTopic() {
    for (String topic : TOPICS) {
      Node[] nodes = {Node.noNode()};
      consumer.updatePartitions(
          topic,
          IntStream.range(0, 2)
              .mapToObj(each -> new PartitionInfo(topic, each, nodes[0], nodes, nodes))
              .toList());
      for (int partition = 0; partition < 2; partition++) {
        consumer.updateBeginningOffsets(Map.of(new TopicPartition(topic, partition), 0L));
        end(topic, partition, 0);
      }
    }
  }

  @AfterEach
  void close() {
    follower.close();
    assertThat(consumer.closed()).isTrue();
  }

  private void end(String topic, int partition, long end) {
    consumer.updateEndOffsets(Map.of(new TopicPartition(topic, partition), end));
  }

  private void add(String topic, int partition, long offset, String value) {
    consumer.addRecord(
        new ConsumerRecord<>(topic, partition, offset, new byte[0], value.getBytes(UTF_8)));
  }

  /** What was scheduled before is done when this returns. */
  private void pass() throws InterruptedException {
    CountDownLatch passed = new CountDownLatch(2);
    consumer.schedulePollTask(passed::countDown);
    consumer.schedulePollTask(passed::countDown);
    assertThat(passed.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void shouldBeReadyOnceEverythingIsReadAndThenFollow() throws InterruptedException {
    // Given
    end("one", 0, 1);
    end("two", 1, 1);
    consumer.schedulePollTask(() -> add("one", 0, 0, "a"));

    // When
    follower.start();
    pass();
    boolean early = follower.awaitCaughtUp(Duration.ZERO);
    String obstacle = follower.obstacle().orElse("none");
    consumer.schedulePollTask(() -> add("two", 1, 0, "b"));
    boolean ready = follower.awaitCaughtUp(PATIENCE);
    consumer.schedulePollTask(() -> add("two", 1, 1, "c"));
    pass();

    // Then
    assertThat(early).isFalse();
    assertThat(obstacle).isEqualTo("reading one and two");
    assertThat(ready).isTrue();
    assertThat(follower.obstacle()).isEmpty();
    assertThat(seen).containsExactly("a", "b", "c");
  }

  @Test
  void shouldReadOnlyWhatComesWhenItBeginsAtTheEnd() throws InterruptedException {
    // Given
    end("one", 0, 7);
    TopicFollower tail =
        TopicFollower.fromEnd(consumer, TOPICS, record -> seen.add(text(record)), fatal::complete);
    follower = tail;

    // When
    tail.start();
    boolean ready = tail.awaitCaughtUp(PATIENCE);
    long position = consumer.position(new TopicPartition("one", 0));
    consumer.schedulePollTask(() -> add("one", 0, 7, "new"));
    pass();

    // Then
    assertThat(ready).isTrue();
    assertThat(position).isEqualTo(7);
    assertThat(seen).containsExactly("new");
  }

  @Test
  void shouldComeBackWithARecordUntilTheRegistryAnswers() throws InterruptedException {
    // Given
    AtomicInteger asked = new AtomicInteger();
    follower =
        fromBeginning(record -> {
          if (asked.incrementAndGet() == 1) {
            throw new RegistryUnreachable("no registry answers");
          }
          seen.add(text(record));
        });
    end("one", 0, 1);
    consumer.schedulePollTask(() -> add("one", 0, 0, "a"));

    // When
    follower.start();
    boolean ready = follower.awaitCaughtUp(PATIENCE);

    // Then
    assertThat(ready).isTrue();
    assertThat(asked).hasValue(2);
    assertThat(seen).containsExactly("a");
    assertThat(follower.obstacle()).isEmpty();
  }

  @Test
  void shouldWaitWhenTheBrokersAreAway() throws InterruptedException {
    // Given
    consumer.schedulePollTask(() -> consumer.setPollException(new TimeoutException("no broker")));
    consumer.schedulePollTask(() -> add("one", 0, 0, "a"));

    // When
    follower.start();
    pass();

    // Then
    assertThat(seen).containsExactly("a");
    assertThat(fatal).isNotDone();
  }

  @Test
  void shouldSayWhenItCannotGoOn() throws Exception {
    // Given
    IllegalStateException bug = new IllegalStateException("a bug");
    follower =
        fromBeginning(_ -> {
          throw bug;
        });
    consumer.schedulePollTask(() -> add("one", 0, 0, "a"));

    // When
    follower.start();

    // Then
    assertThat(fatal.get(10, TimeUnit.SECONDS)).isSameAs(bug);
    assertThat(follower.obstacle()).hasValue("ended: java.lang.IllegalStateException: a bug");
  }

  @Test
  void shouldNameTheTopicThatIsMissing() {
    // Given
    MockConsumer<byte[], byte[]> empty = new MockConsumer<>("earliest");
    TopicFollower waiting =
        TopicFollower.fromBeginning(empty, List.of("nowhere"), _ -> {}, fatal::complete);

    // When
    waiting.start();
    while (waiting.obstacle().orElse("").equals("not started")) {
      Thread.onSpinWait();
    }
    String obstacle = waiting.obstacle().orElse("none");
    waiting.close();

    // Then
    assertThat(obstacle).isEqualTo("topic nowhere is missing; run: loop topics apply");
    assertThat(empty.closed()).isTrue();
  }
}
