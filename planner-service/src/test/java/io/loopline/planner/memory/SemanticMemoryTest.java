package io.loopline.planner.memory;

import static io.loopline.planner.memory.Memories.OWN;
import static io.loopline.planner.memory.Memories.fact;
import static io.loopline.planner.memory.Memories.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.codec.memory.NewFact;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.PlanRequest;
import io.loopline.event.Producer;
import io.loopline.event.RecalledMemory;
import io.loopline.model.ModelOutcome;
import io.loopline.model.ModelUsage;
import io.loopline.model.secret.Secret;
import io.loopline.planner.memory.PlannerMemory.Recalled;
import io.loopline.planner.memory.PlannerMemory.Unavailable;
import io.loopline.planner.memory.PlannerMemory.Written;
import io.loopline.planner.planning.PlanOutcome;
import io.loopline.planner.planning.PlanningEngine;
import io.loopline.serde.EventCodec;
import io.loopline.serde.LocalSchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class SemanticMemoryTest {
  private static final String CANARY = "pl4nted-canary";
  private static final Instant START = Instant.EPOCH;

  private final EventCodec codec = new EventCodec(new LocalSchemaRegistry(), true);
  private final SecretFilter secrets = new SecretFilter(() -> List.of(new Secret("KEY", CANARY)));
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final MemoryIndex facts = new MemoryIndex(100);
  private final List<Duration> waits = new ArrayList<>();
  private Instant now = START;
  private boolean read = true;

  private SemanticMemory memory(Embedder embedder) {
    return new SemanticMemory(
        longest -> {
          waits.add(longest);
          return read;
        },
        new Recaller(facts, new MemoryIndex(1), embedder),
        secrets,
        new FactWriter(producer, codec, new Producer("planner", "planner-1", "test"), () -> START),
        () -> now);
  }

  private static Failure failure(Object outcome) {
    assertThat(outcome).isInstanceOf(Unavailable.class);
    return ((Unavailable) outcome).failure();
  }

  @Test
  void shouldRefuseAllFactsWhenOneHoldsASecretAndNotShowIt() throws InterruptedException {
    // When
    PlannerMemory.Write written =
        memory(new WordEmbedder())
            .write(
                request("anything"),
                List.of(
                    new NewFact("loop", "It rains."),
                    new NewFact("team=search", "The password is " + CANARY + "."),
                    new NewFact("loop", "Use AKIA" + "Z7Q3X5W9V1U2T4S6 for uploads.")));

    // Then
    Failure failure = failure(written);
    assertThat(producer.history()).isEmpty();
    assertThat(failure.getKind()).isEqualTo(FailureKind.INVALID_OUTPUT);
    assertThat(failure.getDetails())
        .containsExactly(
            "memory.write[1].text: holds a key or password; say where it is kept, not what it is",
            "memory.write[2].text: holds a key or password; say where it is kept, not what it is");
    assertThat(failure.toString()).doesNotContain(CANARY, "Z7Q3X5W9V1U2T4S6");
  }

  @Test
  void shouldWaitHalfOfTheRequestsTimeUntilAllIsRead() throws InterruptedException {
    // Given
    read = false;

    // When
    PlannerMemory.Recall recall = memory(new WordEmbedder()).recall(request("rain"));

    // Then
    assertThat(waits).containsExactly(Duration.ofSeconds(60));
    assertThat(failure(recall).getKind()).isEqualTo(FailureKind.TRANSIENT);
  }

  @Test
  void shouldGoOnWhereItStoppedWhenThereIsTooMuchToEmbedForOneRequest()
      throws InterruptedException {
    // Given a second for each text, and more texts than half of the request's time
    WordEmbedder words = new WordEmbedder();
    Embedder slow =
        text -> {
          now = now.plusSeconds(1);
          return words.embed(text);
        };
    for (int i = 0; i < 100; i++) {
      facts.put(fact("f" + i, OWN, i == 77 ? "rain" : "snow " + i, i));
    }

    // When
    PlannerMemory.Recall first = memory(slow).recall(request("rain"));
    now = START;
    PlannerMemory.Recall second = memory(slow).recall(request("rain"));

    // Then nothing is told that could lack the nearest fact
    assertThat(failure(first).getKind()).isEqualTo(FailureKind.TRANSIENT);
    assertThat(second).isInstanceOf(Recalled.class);
    assertThat(((Recalled) second).entries().getFirst().getId()).isEqualTo("f77");
    assertThat(words.embedded)
        .filteredOn(text -> text.startsWith("snow"))
        .hasSize(99)
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldFailForGoodWhenThereIsNoModel() throws InterruptedException {
    // Given
    Embedder none =
        _ -> {
          throw new Embedder.ModelMissing("no native library", new UnsatisfiedLinkError("x"));
        };

    // Then
    assertThat(failure(memory(none).recall(request("rain"))))
        .isEqualTo(new Failure(FailureKind.TERMINAL, "no native library", null, List.of()));
  }

  @Test
  void shouldRememberAFactOnceWhenThePlannerIsKilledBeforeItAnswers() throws InterruptedException {
    // Given a planner that wrote the fact, and an answer that was never sent
    PlanRequest request = request("how is the weather");
    planned(request);

    // When another one, which has read the fact, gets the request again
    MemoryRecords records = new MemoryRecords(codec, facts, facts, secrets, () -> {});
    producer.history().forEach(sent -> records.accept(received(sent.key(), sent.value())));
    PlanOutcome.Planned planned = planned(request);
    producer.history().forEach(sent -> records.accept(received(sent.key(), sent.value())));

    // Then
    assertThat(facts.size()).isEqualTo(1);
    assertThat(producer.history()).hasSize(2);
    assertThat(planned.notes().recalled())
        .extracting(RecalledMemory::getId)
        .isEqualTo(planned.notes().remembered());
    assertThat(planned.notes().recalled().getFirst().getSourceEventId())
        .isEqualTo(request.getRequest().getRequestId() + "/answer");
  }

  private PlanOutcome.Planned planned(PlanRequest request) throws InterruptedException {
    String answer =
        "{\"rationale\": \"\", \"actions\": [], \"memory\": {\"write\": [{\"text\": \"It rains.\"}]}}";
    PlanningEngine engine =
        PlanningEngine.of(
            Set.of("noop"),
            _ -> new ModelOutcome.Answered(answer, "fake", "fake", ModelUsage.NONE),
            memory(new WordEmbedder()),
            InstantSource.fixed(request.getExpiresAt().minusSeconds(60)));
    return (PlanOutcome.Planned) engine.plan(request);
  }

  private static ConsumerRecord<byte[], byte[]> received(byte[] key, byte[] value) {
    return new ConsumerRecord<>("loop.memory", 0, 0, key, value);
  }

  @Test
  void shouldWriteNothingWhenThereIsNothing() throws InterruptedException {
    assertThat(memory(new WordEmbedder()).write(request("anything"), List.of()))
        .isEqualTo(new Written(List.of()));
  }
}
