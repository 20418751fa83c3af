package io.loopline.loopctl.loops;

import io.loopline.event.LoopTransition;
import io.loopline.event.SourceRef;
import io.loopline.serde.EventCodec;
import io.loopline.serde.RegistryUnreachable;
import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * The records that decisions answered. What is in neither part is gone: deleted by retention, or
 * never committed.
 *
 * @param found events by coordinates
 * @param unreadable records that are there and could not be decoded
 */
record Causes(Map<SourceRef, SpecificRecord> found, List<Unreadable> unreadable) {

  Causes {
    found = Map.copyOf(found);
    unreadable = List.copyOf(unreadable);
  }

  /** Coordinates of all records these decisions answered, each once. */
  static List<SourceRef> coordinates(List<LoopTransition> transitions) {
    return transitions.stream()
        .map(transition -> transition.getCause().getRecord())
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  /**
   * Decodes fetched values, each as a record of the topic it was on.
   *
   * @throws RegistryUnreachable when no registry answers
   */
  static Causes decode(EventCodec codec, Map<SourceRef, byte[]> values) {
    Map<SourceRef, SpecificRecord> found = new HashMap<>();
    List<Unreadable> unreadable = new ArrayList<>();
    values.forEach((place, value) -> {
      Optional<LoopTopic<?>> topic = LoopTopics.byName(place.getTopic());
      try {
        if (topic.isPresent()) {
          found.put(place, codec.decode(topic.get(), value));
        } else {
          unreadable.add(unreadable(place, "not a topic of Loopline"));
        }
      } catch (RegistryUnreachable unreachable) {
        throw unreachable;
      } catch (SerializationException failure) {
        unreadable.add(unreadable(place, String.valueOf(failure.getMessage())));
      }
    });
    return new Causes(found, unreadable);
  }

  /** The event at these coordinates; empty when it is gone or not readable. */
  Optional<SpecificRecord> at(SourceRef coordinates) {
    return Optional.ofNullable(found.get(coordinates));
  }

  private static Unreadable unreadable(SourceRef place, String why) {
    return new Unreadable(place.getTopic(), place.getPartition(), place.getOffset(), why);
  }
}
