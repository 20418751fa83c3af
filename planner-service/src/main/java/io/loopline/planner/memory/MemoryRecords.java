package io.loopline.planner.memory;

import io.loopline.codec.memory.Scope;
import io.loopline.event.LoopResult;
import io.loopline.event.MemoryFact;
import io.loopline.event.RecallKind;
import io.loopline.serde.EventFormat;
import io.loopline.serde.RegistryUnreachable;
import io.loopline.service.TopicFollower;
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
 * none sets it aside, and planning goes on without it. Secrets are taken out of what is kept.
 */
final class MemoryRecords implements TopicFollower.Sink {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryRecords.class);

  /** Longer than any planner may write; a longer one cannot be recalled into a prompt. */
  static final int MAX_FACT_LENGTH = 4_000;

  private final EventFormat codec;
  private final MemoryIndex facts;
  private final MemoryIndex results;
  private final SecretFilter secrets;
  private final Runnable onNewFacts;
  private final AtomicLong skipped = new AtomicLong();

  /** Of the follower's thread. */
  private boolean newFacts;

  /**
   * @param onNewFacts told after a batch with facts, once everything is read; returns at once
   */
  MemoryRecords(
      EventFormat codec,
      MemoryIndex facts,
      MemoryIndex results,
      SecretFilter secrets,
      Runnable onNewFacts) {
    this.codec = codec;
    this.facts = facts;
    this.results = results;
    this.secrets = secrets;
    this.onNewFacts = onNewFacts;
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
  public void caughtUp() {
    if (newFacts) {
      newFacts = false;
      onNewFacts.run();
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
    } else if (!key.substring(0, Math.max(0, key.lastIndexOf('/'))).equals(scope.get().name())) {
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
              withoutSecrets(key, fact.getText()),
              fact.getSourceEventId(),
              fact.getUntrusted(),
              record.timestamp()));
    }
  }

  /** Planners write none; other programs may. */
  private String withoutSecrets(String key, String text) {
    String clean = secrets.without(text);
    if (!clean.equals(text)) {
      LOG.atWarn()
          .addKeyValue("key", key)
          .log("fact holds a secret, which no prompt tells; delete it with: loop memory forget");
    }
    return clean;
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
              ResultText.of(result, secrets::without),
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
