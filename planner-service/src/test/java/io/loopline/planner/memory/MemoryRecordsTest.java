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
import io.loopline.model.secret.Secret;
import io.loopline.serde.EventCodec;
import io.loopline.serde.LocalSchemaRegistry;
import io.loopline.serde.RegistryUnreachable;
import io.loopline.serde.SchemaRegistry;
import io.loopline.topic.LoopTopics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemoryRecordsTest {
  private static final String FACTS = LoopTopics.MEMORY.name();
  private static final String RESULTS = LoopTopics.RESULTS.name();
  private static final Producer SOMEBODY = new Producer("test", "test-1", "test");
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

  private final LocalSchemaRegistry registry = new LocalSchemaRegistry();
  private final EventCodec codec = new EventCodec(registry, true);
  private final WordEmbedder embedder = new WordEmbedder();
  private final MemoryIndex facts = new MemoryIndex(100);
  private final MemoryIndex results = new MemoryIndex(100);
  private final AtomicInteger news = new AtomicInteger();
  private final MemoryRecords records = records(codec);

  private MemoryRecords records(EventCodec decoder) {
    SecretFilter secrets = new SecretFilter(() -> List.of(new Secret("KEY", "pl4nted-canary")));
    return new MemoryRecords(decoder, facts, results, secrets, news::incrementAndGet);
  }

  private static ConsumerRecord<byte[], byte[]> record(
      String topic, String key, byte @Nullable [] value) {
    return new ConsumerRecord<>(topic, 0, 0, key.getBytes(StandardCharsets.UTF_8), value);
  }

  private void fact(String key, byte @Nullable [] value) {
    records.accept(record(FACTS, key, value));
  }

  private byte[] fact(Scope scope, String text) {
    return codec.encode(
        LoopTopics.MEMORY,
        new MemoryFact("e", "id", scope.kind(), scope.key(), NOW, SOMEBODY, text, "source", false));
  }

  private byte[] result(String loopId, Map<String, String> labels, String message) {
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
            .setMessage(message)
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

  private List<Hit> find(String query, Scope... scopes) throws InterruptedException {
    return facts.nearest(Set.of(scopes), embedder.embed(query), 10, embedder);
  }

  @Test
  void shouldForgetWhatIsDeletedAndPassOverWhatSaysNothing() throws InterruptedException {
    // When
    fact("global/a", fact(Scope.global(), "one"));
    fact("global/b", new byte[] {9, 9, 9});
    fact("global/c", fact(new Scope(MemoryScope.UNRECOGNIZED, ""), "newer"));
    fact("loop/loop-2/d", fact(Scope.global(), "key of another scope"));
    fact("label/team=a/b/e", fact(Scope.ofLabel("team", "a"), "key of a longer scope"));
    fact("global/f", fact(Scope.global(), "x".repeat(5_000)));
    fact("global/a", null);
    fact("global/g", fact(Scope.global(), "two"));

    // Then
    assertThat(find("x", Scope.global(), Scope.ofLabel("team", "a")))
        .extracting(hit -> hit.entry().text())
        .containsExactly("two");
    assertThat(records.skipped()).isEqualTo(5);
  }

  @Test
  void shouldTellOfNewFactsOnceEverythingIsRead() {
    // When
    records.caughtUp();
    fact("global/a", fact(Scope.global(), "one"));
    int early = news.get();
    records.caughtUp();
    records.caughtUp();

    // Then
    assertThat(early).isZero();
    assertThat(news).hasValue(1);
  }

  @Test
  void shouldLetTheFollowerComeBackWhenTheRegistryIsAway() throws InterruptedException {
    // Given
    byte[] written = fact(Scope.global(), "one");
    MemoryRecords cold = records(new EventCodec(new LateRegistry(registry)));
    ConsumerRecord<byte[], byte[]> record = record(FACTS, "global/a", written);

    // When
    assertThatThrownBy(() -> cold.accept(record)).isInstanceOf(RegistryUnreachable.class);
    cold.accept(record);

    // Then
    assertThat(cold.skipped()).isZero();
    assertThat(find("one", Scope.global())).hasSize(1);
  }

  @Test
  void shouldKeepResultsOfLoopsWithLabels() throws InterruptedException {
    // When
    result("loop-7", Map.of("team", "search", "env", "prod"));
    result("loop-8", Map.of());

    // Then
    assertThat(results(Scope.ofLabel("team", "search"), Scope.ofLabel("env", "prod")))
        .containsExactly(
            "rebuild the index\nended stuck (no progress) after 4 iterations: the score did not"
                + " rise\nstill missing: tests: exit code 1");
  }

  @Test
  void shouldKeepNoSecretOfFactsAndResults() throws InterruptedException {
    // Given a key of this process, and one by its shape that a cut would halve
    String shape = "ghp_" + "a1B2".repeat(10);
    byte[] result =
        result("loop-7", Map.of("team", "search"), "x".repeat(380) + " pl4nted-canary " + shape);

    // When
    fact("global/a", fact(Scope.global(), "log in with pl4nted-canary or " + shape));
    records.accept(record(RESULTS, "loop-7", result));

    // Then
    assertThat(find("x", Scope.global()))
        .extracting(hit -> hit.entry().text())
        .containsExactly("log in with [secret] or [secret]");
    assertThat(results(Scope.ofLabel("team", "search")))
        .singleElement()
        .asString()
        .contains("x [secret] [secret]")
        .doesNotContain("pl4n", "ghp_");
  }

  private void result(String loopId, Map<String, String> labels) {
    records.accept(record(RESULTS, loopId, result(loopId, labels, "the score did not rise")));
  }

  private List<String> results(Scope... scopes) throws InterruptedException {
    return results.nearest(Set.of(scopes), embedder.embed("index"), 10, embedder).stream()
        .map(hit -> hit.entry().text())
        .toList();
  }

  /** Answers from the second time on. */
  private static final class LateRegistry implements SchemaRegistry {
    private final SchemaRegistry registry;
    private final AtomicInteger asked = new AtomicInteger();

    LateRegistry(SchemaRegistry registry) {
      this.registry = registry;
    }

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
  }
}
