package io.loopline.loopctl.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Asks a broker how far Loopline's groups are behind. A group that never committed is not known to
 * it. Each question is bounded in time; owned by one thread.
 */
final class ConsumerLag {
  private static final String GROUPS = "loopline";
  private static final int TIMEOUT_MS = 4_000;
  private static final Duration POLL = Duration.ofMillis(200);

  /** Offsets behind, up to which records are counted one by one. */
  private static final long COUNTED = 1_000;

  private final String bootstrap;

  ConsumerLag(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  /** By group and topic; empty when the broker does not answer. */
  List<GroupLag> look() throws InterruptedException {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", bootstrap,
            "client.id", "loopctl",
            "request.timeout.ms", TIMEOUT_MS,
            "default.api.timeout.ms", TIMEOUT_MS);
    try (Admin admin = Admin.create(settings)) {
      return look(admin);
    } catch (ExecutionException | KafkaException _) {
      return List.of(); // the table of parts says that the broker is not ready
    }
  }

  private List<GroupLag> look(Admin admin) throws InterruptedException, ExecutionException {
    Map<String, ListConsumerGroupOffsetsSpec> ours =
        admin.listGroups().all().get().stream()
            .map(GroupListing::groupId)
            .filter(group -> group.startsWith(GROUPS))
            .collect(
                Collectors.toMap(Function.identity(), _ -> new ListConsumerGroupOffsetsSpec()));
    Map<String, Map<TopicPartition, OffsetAndMetadata>> committed =
        ours.isEmpty() ? Map.of() : admin.listConsumerGroupOffsets(ours).all().get();
    List<TopicPartition> partitions =
        committed.values().stream().flatMap(group -> group.keySet().stream()).distinct().toList();
    Map<TopicPartition, ListOffsetsResultInfo> ends = ends(admin, partitions);
    List<GroupLag> lags = new ArrayList<>();
    new TreeMap<>(committed)
        .forEach((group, offsets) -> lags.addAll(lags(group, behind(offsets, ends))));
    return lags;
  }

  private static Map<TopicPartition, ListOffsetsResultInfo> ends(
      Admin admin, Collection<TopicPartition> partitions)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> latest =
        partitions.stream()
            .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
    return admin
        .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
        .all()
        .get();
  }

  /** The stretch of a partition that a group has still to read. */
  private record Stretch(long from, long to) {
    long length() {
      return Math.max(0, to - from);
    }
  }

  private static Map<String, Map<TopicPartition, Stretch>> behind(
      Map<TopicPartition, OffsetAndMetadata> committed,
      Map<TopicPartition, ListOffsetsResultInfo> ends) {
    Map<String, Map<TopicPartition, Stretch>> byTopic = new TreeMap<>();
    committed.forEach((partition, offset) -> {
      ListOffsetsResultInfo end = ends.get(partition);
      if (offset != null && end != null) {
        byTopic
            .computeIfAbsent(partition.topic(), _ -> new HashMap<>())
            .put(partition, new Stretch(offset.offset(), end.offset()));
      }
    });
    return byTopic;
  }

  private List<GroupLag> lags(String group, Map<String, Map<TopicPartition, Stretch>> behind) {
    List<GroupLag> lags = new ArrayList<>();
    behind.forEach((topic, stretches) -> {
      long distance = stretches.values().stream().mapToLong(Stretch::length).sum();
      boolean exact = distance <= COUNTED;
      stretches.values().removeIf(stretch -> stretch.length() == 0);
      lags.add(new GroupLag(group, topic, exact ? count(stretches) : distance, exact));
    });
    return lags;
  }

  // Where a transaction ended there is an offset without a record.
  private long count(Map<TopicPartition, Stretch> stretches) {
    if (stretches.isEmpty()) {
      return 0;
    }
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", bootstrap,
            "client.id", "loopctl",
            "isolation.level", "read_committed",
            "enable.auto.commit", "false",
            "default.api.timeout.ms", TIMEOUT_MS);
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(stretches.keySet());
      stretches.forEach((partition, stretch) -> consumer.seek(partition, stretch.from()));
      long records = 0;
      long giveUpAt = System.nanoTime() + Duration.ofMillis(TIMEOUT_MS).toNanos();
      while (stretches.entrySet().stream()
              .anyMatch(each -> consumer.position(each.getKey()) < each.getValue().to())
          && System.nanoTime() - giveUpAt < 0) {
        for (var record : consumer.poll(POLL)) {
          Stretch stretch = stretches.get(new TopicPartition(record.topic(), record.partition()));
          records += stretch != null && record.offset() < stretch.to() ? 1 : 0;
        }
      }
      return records;
    }
  }
}
