package io.loopline.planner.memory;

import static io.loopline.planner.memory.Memories.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.codec.memory.NewFact;
import io.loopline.event.FailureKind;
import io.loopline.event.MemoryFact;
import io.loopline.event.MemoryScope;
import io.loopline.event.PlanRequest;
import io.loopline.event.Producer;
import io.loopline.serde.EventCodec;
import io.loopline.serde.LocalSchemaRegistry;
import io.loopline.topic.LoopTopics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class FactWriterTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
  private static final Producer IDENTITY = new Producer("planner-service", "planner-1", "test");

  private final EventCodec codec = new EventCodec(new LocalSchemaRegistry(), true);
  private final PlanRequest request = request("anything");

  private FactWriter writer(MockProducer<byte[], byte[]> producer) {
    return new FactWriter(producer, codec, IDENTITY, () -> NOW);
  }

  private static MockProducer<byte[], byte[]> producer(boolean acknowledges) {
    return new MockProducer<>(
        acknowledges, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Test
  void shouldWriteFactsWithWhereTheyComeFrom() throws InterruptedException {
    // Given
    MockProducer<byte[], byte[]> producer = producer(true);

    // When
    PlannerMemory.Write written =
        writer(producer)
            .write(
                request,
                List.of(new NewFact("loop", "It rains."), new NewFact("team=search", "B.")));

    // Then
    List<String> keys =
        producer.history().stream()
            .map(record -> new String(record.key(), StandardCharsets.UTF_8))
            .toList();
    assertThat(written).isEqualTo(new PlannerMemory.Written(keys));
    assertThat(keys.get(0)).matches("loop/loop-1/[0-9a-f]{32}");
    assertThat(keys.get(1)).matches("label/team=search/[0-9a-f]{32}");
    MemoryFact fact = decoded(producer.history().getFirst());
    assertThat(fact)
        .isEqualTo(
            new MemoryFact(
                "memory/" + keys.getFirst(),
                keys.getFirst().substring("loop/loop-1/".length()),
                MemoryScope.LOOP,
                "loop-1",
                NOW,
                IDENTITY,
                "It rains.",
                "loop-1/2/PLAN/0/1/answer",
                true));
  }

  @Test
  void shouldWriteTheSameFactWhenTheRequestIsRetried() throws InterruptedException {
    // Given
    MockProducer<byte[], byte[]> producer = producer(true);
    List<NewFact> facts = List.of(new NewFact("loop", "It rains."));
    PlanRequest retried = request("anything");
    retried.getRequest().setRequestId("loop-1/2/PLAN/0/2");
    retried.getRequest().setAttempt(2);

    // When
    writer(producer).write(request, facts);
    writer(producer).write(retried, facts);

    // Then
    assertThat(producer.history())
        .hasSize(2)
        .extracting(ProducerRecord::key)
        .containsOnly(producer.history().getFirst().key());
  }

  @Test
  void shouldNotReturnBeforeTheBrokersHaveTheFact() throws Exception {
    // Given
    MockProducer<byte[], byte[]> producer = producer(false);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      // When
      Future<PlannerMemory.Write> writing =
          threads.submit(
              () -> writer(producer).write(request, List.of(new NewFact("loop", "It rains."))));
      while (producer.history().isEmpty()) {
        Thread.onSpinWait();
      }
      boolean early = writing.isDone();
      producer.completeNext();

      // Then
      assertThat(early).isFalse();
      assertThat(writing.get(10, TimeUnit.SECONDS)).isInstanceOf(PlannerMemory.Written.class);
    }
  }

  @Test
  void shouldSayThatItMayPassWhenTheBrokersAreAway() throws InterruptedException {
    // Given
    MockProducer<byte[], byte[]> producer = producer(true);
    producer.sendException = new TimeoutException("no broker");

    // When
    PlannerMemory.Write written =
        writer(producer).write(request, List.of(new NewFact("loop", "It rains.")));

    // Then
    assertThat(written).isInstanceOf(PlannerMemory.Unavailable.class);
    assertThat(((PlannerMemory.Unavailable) written).failure().getKind())
        .isEqualTo(FailureKind.TRANSIENT);
  }

  @Test
  void shouldWriteToNoScopeThatIsNotGranted() {
    assertThatThrownBy(
            () -> writer(producer(true)).write(request, List.of(new NewFact("global", "x"))))
        .hasMessageContaining("'global' is not granted");
  }

  private MemoryFact decoded(ProducerRecord<byte[], byte[]> record) {
    return codec.decode(LoopTopics.MEMORY, record.value());
  }
}
