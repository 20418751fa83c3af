package io.loopline.loopctl.loops;

import io.loopline.event.MemoryFact;
import io.loopline.event.SourceRef;
import io.loopline.topic.LoopTopic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** Topics in memory; what is sent is kept for the test to look at. */
final class FakeBroker implements LoopBroker {

  /** What was sent, in order. */
  record Sent(String topic, String key, SpecificRecord event) {}

  final List<Sent> sent = new ArrayList<>();
  final Map<SourceRef, SpecificRecord> causes = new HashMap<>();
  final Queue<List<Seen>> news = new ArrayDeque<>();
  private final Map<String, List<SpecificRecord>> topics = new HashMap<>();
  private final Map<String, List<Unreadable>> unreadable = new HashMap<>();
  boolean closed;

  <T extends SpecificRecord> FakeBroker holding(LoopTopic<T> topic, T event) {
    return holding(topic, List.of(event));
  }

  <T extends SpecificRecord> FakeBroker holding(LoopTopic<T> topic, List<T> events) {
    topics.computeIfAbsent(topic.name(), _ -> new ArrayList<>()).addAll(events);
    return this;
  }

  FakeBroker holding(Unreadable record) {
    unreadable.computeIfAbsent(record.topic(), _ -> new ArrayList<>()).add(record);
    return this;
  }

  @Override
  public <T extends SpecificRecord> Reading<T> read(LoopTopic<T> topic) {
    return new Reading<>(
        topics.getOrDefault(topic.name(), List.of()).stream().map(topic.type()::cast).toList(),
        unreadable.getOrDefault(topic.name(), List.of()));
  }

  @Override
  public <T extends SpecificRecord> Reading<T> read(LoopTopic<T> topic, String loopId) {
    Reading<T> all = read(topic);
    return new Reading<>(
        all.events().stream()
            .filter(event -> loopId.equals(event.get(event.getSchema().getField("loop_id").pos())))
            .toList(),
        all.unreadable());
  }

  @Override
  public Following follow(String loopId) {
    return new Following() {
      @Override
      public List<Seen> poll(Duration wait) {
        List<Seen> next = news.poll();
        return next == null ? List.of() : next;
      }

      @Override
      public void close() {
        // nothing is open
      }
    };
  }

  @Override
  public Causes fetch(Collection<SourceRef> coordinates) {
    Map<SourceRef, SpecificRecord> found = new HashMap<>(causes);
    found.keySet().retainAll(coordinates);
    return new Causes(found, List.of());
  }

  @Override
  public <T extends SpecificRecord> void send(LoopTopic<T> topic, String key, T event) {
    sent.add(new Sent(topic.name(), key, event));
  }

  final List<String> deleted = new ArrayList<>();
  final SortedMap<String, MemoryFact> memory = new TreeMap<>();

  @Override
  public void delete(LoopTopic<?> topic, String key) {
    deleted.add(topic.name() + ": " + key);
  }

  @Override
  public <T extends SpecificRecord> Table<T> table(LoopTopic<T> topic) {
    SortedMap<String, T> rows = new TreeMap<>();
    memory.forEach((key, fact) -> rows.put(key, topic.type().cast(fact)));
    return new Table<>(rows, unreadable.getOrDefault(topic.name(), List.of()));
  }

  @Override
  public void close() {
    closed = true;
  }
}
