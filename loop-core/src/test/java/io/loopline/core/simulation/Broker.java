package io.loopline.core.simulation;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Topics with partitions, offsets and transactions. A reader sees committed records only, and none
 * behind the first record of an open transaction.
 */
public final class Broker {
  public static final int PARTITIONS = 3;

  private static final class Log {
    private final List<TopicRecord> records = new ArrayList<>();

    /** Transaction to the offset of its first record here. */
    private final Map<Long, Long> open = new HashMap<>();
  }

  private final Schedule schedule;

  private final Map<Topic, List<Log>> logs = new EnumMap<>(Topic.class);

  private final Map<Topic, Runnable> listeners = new EnumMap<>(Topic.class);
  private final List<TopicRecord> all = new ArrayList<>();
  private final Set<Long> aborted = new HashSet<>();
  private long transactions;

  Broker(Schedule schedule) {
    this.schedule = schedule;
    for (Topic topic : Topic.values()) {
      List<Log> partitions = new ArrayList<>();
      for (int i = 0; i < PARTITIONS; i++) {
        partitions.add(new Log());
      }
      logs.put(topic, partitions);
    }
  }

  public static int partitionOf(String loopId) {
    return Math.floorMod(loopId.hashCode(), PARTITIONS);
  }

  /** Calls when there may be something new to read. */
  void listen(Topic topic, Runnable listener) {
    listeners.put(topic, listener);
  }

  long begin() {
    return ++transactions;
  }

  /** Writes outside of any transaction. */
  void append(Outgoing outgoing) {
    write(outgoing, 0);
    notify(outgoing.topic());
  }

  void append(Outgoing outgoing, long transaction) {
    TopicRecord record = write(outgoing, transaction);
    log(outgoing.topic(), outgoing.partition()).open.putIfAbsent(transaction, record.at().offset());
  }

  void end(long transaction, boolean commit) {
    if (!commit) {
      aborted.add(transaction);
    }
    for (Topic topic : Topic.values()) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        Log log = log(topic, partition);
        if (log.open.remove(transaction) != null) {
          Message marker = new Message.Marker(commit);
          write(new Outgoing(topic, partition, "", marker, null, null), transaction);
          notify(topic);
        }
      }
    }
  }

  /** The next committed record from this offset on; null when there is none to be read yet. */
  @Nullable TopicRecord next(Topic topic, int partition, long from) {
    Log log = log(topic, partition);
    long stable = log.records.size();
    for (long first : log.open.values()) {
      stable = Math.min(stable, first);
    }
    for (long offset = from; offset < stable; offset++) {
      TopicRecord record = log.records.get((int) offset);
      if (!(record.message() instanceof Message.Marker)
          && !aborted.contains(record.transaction())) {
        return record;
      }
    }
    return null;
  }

  /** Every record in the order of writing, aborted ones and markers included. */
  List<TopicRecord> all() {
    return all;
  }

  Set<Long> aborted() {
    return aborted;
  }

  private TopicRecord write(Outgoing out, long transaction) {
    Log log = log(out.topic(), out.partition());
    TopicRecord record =
        new TopicRecord(
            new Coordinates(out.topic(), out.partition(), log.records.size()),
            all.size(),
            schedule.now(),
            out.key(),
            out.message(),
            out.cause(),
            out.output(),
            transaction);
    log.records.add(record);
    all.add(record);
    return record;
  }

  private Log log(Topic topic, int partition) {
    return requireNonNull(logs.get(topic), "every topic has a log").get(partition);
  }

  private void notify(Topic topic) {
    Runnable listener = listeners.get(topic);
    if (listener != null) {
      listener.run();
    }
  }
}
