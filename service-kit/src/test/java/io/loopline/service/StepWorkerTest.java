package io.loopline.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.Failure;
import io.loopline.event.Producer;
import io.loopline.event.RequestRef;
import io.loopline.event.Step;
import io.loopline.serde.RegistryUnreachable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StepWorkerTest {
  private static final TopicPartition P0 = new TopicPartition("requests", 0);

  private final ObservedConsumer consumer = new ObservedConsumer();
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final CompletableFuture<Throwable> fatal = new CompletableFuture<>();
  private final CountDownLatch handling = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final Set<String> interrupted = new ConcurrentSkipListSet<>();
  private ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
  private StepWorker<String, String> worker = worker(Duration.ofSeconds(20), () -> {});

  @AfterEach
  void close() {
    release.countDown();
    worker.close();
  }

  @Test
  void shouldCommitOnlyAfterTheAnswerIsAcknowledged() throws Exception {
    // Given
    release.countDown();
    startWith("a");

    // When
    consumer.pollUntil(() -> producer.history().size() == 1);
    consumer.onPollThread(() -> {});
    consumer.onPollThread(() -> {});
    String sentOnly = consumer.lastCommit(P0);
    producer.completeNext();
    consumer.pollUntil(() -> consumer.lastCommit(P0).equals("1"));

    // Then
    assertThat(sentOnly).isEqualTo("0 d1:0=1");
    assertThat(worker.obstacle()).isEmpty();
  }

  @Test
  void shouldFinishWhatIsRunningWhenClosed() throws Exception {
    // Given
    startWith("a");
    handling.await();

    // When
    Thread closer = Thread.ofVirtual().start(worker::close);
    release.countDown();
    consumer.pollUntil(producer::completeNext);
    closer.join();

    // Then
    assertThat(consumer.lastCommit(P0)).isEqualTo("1");
    assertThat(consumer.closed()).isTrue();
    assertThat(fatal).isNotDone();
  }

  @Test
  void shouldInterruptAndHandBackWhatDoesNotFinishInTime() throws Exception {
    // Given
    worker.close();
    ObservedConsumer fresh = new ObservedConsumer();
    worker = worker(fresh, Duration.ofMillis(50), () -> {});
    start(fresh, "a");
    handling.await();

    // When
    worker.close();

    // Then
    assertThat(handlers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(interrupted).containsExactly("a");
    assertThat(fresh.lastCommit(P0)).isEqualTo("0");
    assertThat(producer.history()).isEmpty();
    assertThat(fatal).isNotDone();
  }

  @Test
  void shouldReportFatalAndCloseWhenPollingIsImpossible() throws Exception {
    // Given
    startWith("a");
    handling.await();

    // When
    consumer.setPollException(new KafkaException("fenced"));

    // Then
    assertThat(fatal.get(20, TimeUnit.SECONDS)).hasMessage("fenced");
    worker.close();
    assertThat(consumer.closed()).isTrue();
    assertThat(worker.obstacle()).hasValueSatisfying(it -> assertThat(it).contains("fenced"));
    assertThat(consumer.lastCommit(P0)).isEqualTo("0 d1:0=1");
  }

  @Test
  void shouldWaitForTheRegistryWhenItIsAwayAtStart() throws Exception {
    // Given
    worker.close();
    AtomicInteger tries = new AtomicInteger();
    CountDownLatch failedOnce = new CountDownLatch(1);
    CountDownLatch registryBack = new CountDownLatch(1);
    ObservedConsumer fresh = new ObservedConsumer();
    worker =
        worker(
            fresh,
            Duration.ofSeconds(20),
            () -> {
              if (tries.incrementAndGet() == 1) {
                failedOnce.countDown();
                throw new RegistryUnreachable("no registry answers");
              }
              awaitUnchecked(registryBack);
            });

    // When
    worker.start();
    failedOnce.await();
    boolean joinedBefore = !fresh.subscription().isEmpty();
    boolean readyBefore = worker.obstacle().isEmpty();
    registryBack.countDown();
    fresh.onPollThread(() -> assign(fresh));

    // Then
    assertThat(joinedBefore).isFalse();
    assertThat(readyBefore).isFalse();
    fresh.onPollThread(() -> {});
    assertThat(worker.obstacle()).isEmpty();
    assertThat(tries).hasValue(2);
  }

  private void startWith(String request) throws Exception {
    start(consumer, request);
  }

  private void start(ObservedConsumer started, String request) throws Exception {
    worker.start();
    started.onPollThread(() -> {
      assign(started);
      byte[] bytes = request.getBytes(UTF_8);
      started.addRecord(new ConsumerRecord<>("requests", 0, 0, bytes, bytes));
    });
  }

  private static void assign(ObservedConsumer consumer) {
    consumer.updateBeginningOffsets(Map.of(P0, 0L));
    consumer.rebalance(Set.of(P0));
  }

  private StepWorker<String, String> worker(Duration drain, Runnable prepare) {
    return worker(consumer, drain, prepare);
  }

  private StepWorker<String, String> worker(
      ObservedConsumer theConsumer, Duration drain, Runnable prepare) {
    StepWiring<String, String> wiring =
        new StepWiring<>(
            "test",
            "requests",
            "answers",
            value -> new String(value, UTF_8),
            answer -> answer.getBytes(UTF_8),
            prepare,
            new StepContract<>(
                name -> new RequestRef(name, 1, Step.PLAN, 0, 1), _ -> Instant.MAX, name -> name),
            new Blocking());
    handlers = Executors.newVirtualThreadPerTaskExecutor();
    WorkerParts parts =
        new WorkerParts(
            theConsumer,
            producer,
            handlers,
            new DeadLetters(new Producer("test", "test-1", "0"), InstantSource.system()),
            _ -> new byte[0],
            new WorkerConfig(8, drain),
            InstantSource.system());
    return new StepWorker<>(wiring, parts, fatal::complete);
  }

  private void awaitUnchecked(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      interrupted.add("prepare");
      Thread.currentThread().interrupt();
    }
  }

  /** Says that it was called, and answers when released; an interrupt makes it throw. */
  private final class Blocking implements StepHandler<String, String> {
    @Override
    public String answer(String request) {
      handling.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        interrupted.add(request);
        throw new IllegalStateException("interrupted", e);
      }
      return "done " + request;
    }

    @Override
    public String failure(String request, Failure failure) {
      return "failed " + request;
    }
  }
}
