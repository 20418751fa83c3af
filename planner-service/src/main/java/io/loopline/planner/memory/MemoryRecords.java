package io.loopline.planner.memory;

import io.loopline.codec.memory.Scope;
import io.loopline.event.LoopResult;
import io.loopline.event.MemoryFact;
import io.loopline.event.RecallKind;
import io.loopline.serde.EventFormat;
import io.loopline.serde.RegistryUnreachable;
import io.loopline.topic.LoopTopics;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts facts and results into their indexes. A record that says nothing (undecodable, of a scope
 * this version does not know, too long) is counted and passed over: every instance reads it, so
 * none sets it aside, and planning goes on without it.
 */
final class MemoryRecords implements TopicFollower.Sink {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryRecords.class);

  /** Longer than any planner may write; a longer one cannot be recalled into a prompt. */
  static final int MAX_FACT_LENGTH = 4_000;

  private final EventFormat codec;
  private final MemoryIndex facts;
  private final MemoryIndex results;
  private final Embedder embedder;
  private final AtomicLong skipped = new AtomicLong();

  /** Of the follower's thread. */
  private boolean newFacts;

  MemoryRecords(EventFormat codec, MemoryIndex facts, MemoryIndex results, Embedder embedder) {
    this.codec = codec;
    this.facts = facts;
    this.results = results;
    this.embedder = embedder;
  }

  @Override
  public void accept(ConsumerRecord<byte[], byte[]> record) {
    try {
      if (record.topic().equals(LoopTopics.RESULTS.name())) {
        result(record);
      } else {
        fact(record);
      }
    } catch (RegistryUnreachable unreachable) {
      throw unreachable; // the follower waits and comes back with the record
    } catch (SerializationException undecodable) {
      skip(record, String.valueOf(undecodable.getMessage()));
    }
  }

  @Override
  public void caughtUp() throws InterruptedException {
    if (!newFacts) {
      return;
    }
    newFacts = false;
    try {
      facts.embedAll(embedder);
    } catch (Embedder.EmbeddingFailed failed) {
      // recall says so to whoever needs it; loops without memory go on
      LOG.atError().addKeyValue("error", failed.getMessage()).log("facts cannot be embedded");
    }
  }

  /** Records that were passed over. */
  long skipped() {
    return skipped.get();
  }

  private void fact(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      skip(record, "it has no key");
      return;
    }
    String key = new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      facts.remove(key);
      return;
    }
    MemoryFact fact = codec.decode(LoopTopics.MEMORY, record.value());
    Optional<Scope> scope = Scope.of(fact);
    if (scope.isEmpty()) {
      skip(record, "its scope is of a newer version");
    } else if (!key.startsWith(scope.get().name() + "/")) {
      skip(record, "its key is not of its scope " + scope.get().name());
    } else if (fact.getText().isBlank() || fact.getText().length() > MAX_FACT_LENGTH) {
      skip(record, "its text has " + fact.getText().length() + " characters");
    } else {
      newFacts = true;
      facts.put(
          new Entry(
              RecallKind.FACT,
              key,
              Set.of(scope.get()),
              fact.getText(),
              fact.getSourceEventId(),
              fact.getUntrusted(),
              record.timestamp()));
    }
  }

  /** A result without labels is of no other loop's kind, so nobody recalls it. */
  private void result(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      skip(record, "the record has no value");
      return;
    }
    LoopResult result = codec.decode(LoopTopics.RESULTS, record.value());
    Set<Scope> labels = new TreeSet<>();
    result.getLabels().forEach((name, value) -> labels.add(Scope.ofLabel(name, value)));
    if (!labels.isEmpty()) {
      results.put(
          new Entry(
              RecallKind.RESULT,
              result.getLoopId(),
              labels,
              ResultText.of(result),
              result.getEventId(),
              true,
              record.timestamp()));
    }
  }

  private void skip(ConsumerRecord<byte[], byte[]> record, String why) {
    LOG.atWarn()
        .addKeyValue("topic", record.topic())
        .addKeyValue("partition", record.partition())
        .addKeyValue("offset", record.offset())
        .addKeyValue("error", why)
        .addKeyValue("skipped", skipped.incrementAndGet())
        .log("record of memory skipped");
  }
}
