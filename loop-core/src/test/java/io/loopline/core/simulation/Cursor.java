package io.loopline.core.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Positions of one consumer group, which reads committed records only. */
final class Cursor {
  private record Place(Topic topic, int partition) {}

  private final Broker broker;
  private final List<Place> places = new ArrayList<>();
  private final Map<Place, Long> positions = new HashMap<>();
  private Map<Place, Long> committed = Map.of();

  Cursor(Broker broker, List<Topic> topics) {
    this.broker = broker;
    for (Topic topic : topics) {
      for (int partition = 0; partition < Broker.PARTITIONS; partition++) {
        places.add(new Place(topic, partition));
      }
    }
  }

  /** Takes a record from one of the partitions that have any, by chance; null when none has. */
  @Nullable TopicRecord take(Chance chance) {
    return take(chance, _ -> true);
  }

  /** As {@link #take(Chance)}, from these partitions only. */
  @Nullable TopicRecord take(Chance chance, IntPredicate partitions) {
    List<TopicRecord> next = new ArrayList<>();
    for (Place place : places) {
      if (!partitions.test(place.partition())) {
        continue;
      }
      TopicRecord record =
          broker.next(place.topic(), place.partition(), positions.getOrDefault(place, 0L));
      if (record != null) {
        next.add(record);
      }
    }
    if (next.isEmpty()) {
      return null;
    }
    TopicRecord taken = chance.one(next);
    positions.put(new Place(taken.at().topic(), taken.at().partition()), taken.at().offset() + 1);
    return taken;
  }

  boolean hasMore() {
    for (Place place : places) {
      if (broker.next(place.topic(), place.partition(), positions.getOrDefault(place, 0L))
          != null) {
        return true;
      }
    }
    return false;
  }

  void commit() {
    committed = Map.copyOf(positions);
  }

  void rewind() {
    positions.clear();
    positions.putAll(committed);
  }
}
