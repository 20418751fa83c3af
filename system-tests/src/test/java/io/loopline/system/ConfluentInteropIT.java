package io.loopline.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.Goal;
import io.loopline.event.Outcome;
import io.loopline.serde.ContractSchema;
import io.loopline.serde.SchemaRegistry;
import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.pulsar.kafka.shade.avro.generic.GenericRecord;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.serializers.KafkaAvroDeserializer;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.serializers.KafkaAvroSerializer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Confluent's own serializers and ours, both ways, through the running registry. */
@ExtendWith(OnCluster.class)
@Order(9)
class ConfluentInteropIT {

  private static Map<String, Object> settings(Cluster cluster, String... more) {
    Map<String, Object> all = new HashMap<>();
    all.put("schema.registry.url", cluster.registryUrl());
    all.put("auto.register.schemas", "false");
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }

  private static int schemaId(byte[] value) {
    assertThat(value[0]).as("magic byte").isZero();
    return ByteBuffer.wrap(value).getInt(1);
  }

  /** By content and by the latest version: both have to find the schema that we registered. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldRunAGoalThatTheirSerializerWrote(boolean latest, Cluster cluster) throws Exception {
    Topics topics = cluster.topics();
    String loopId = "confluent-generic-" + latest;
    try (KafkaAvroDeserializer reading = new KafkaAvroDeserializer();
        KafkaAvroSerializer writing = new KafkaAvroSerializer()) {
      reading.configure(settings(cluster), false);
      writing.configure(settings(cluster, "use.latest.version", Boolean.toString(latest)), false);

      // Given our bytes of a goal, read by theirs into a generic record of an older Avro
      byte[] ours = topics.encode(LoopTopics.GOALS, Goals.written("template", "confluent"));
      GenericRecord goal = (GenericRecord) reading.deserialize("loop.goals", ours);
      goal.put("loop_id", loopId);

      // When
      byte[] theirs = writing.serialize("loop.goals", goal);
      topics.send("loop.goals", null, loopId.getBytes(StandardCharsets.UTF_8), theirs);
      cluster.remember(loopId);

      // Then
      assertThat(schemaId(theirs)).isEqualTo(schemaId(ours));
      assertThat(theirs).isEqualTo(topics.encode(LoopTopics.GOALS, withId(topics, ours, loopId)));
      assertThat(Await.result(topics, loopId).getOutcome()).isEqualTo(Outcome.SUCCEEDED);
    }
  }

  private static Goal withId(Topics topics, byte[] goal, String loopId) {
    return Goal.newBuilder(topics.decode(LoopTopics.GOALS, goal)).setLoopId(loopId).build();
  }

  @Test
  void shouldGiveTheirGenericReaderEveryResultAndTransition(Cluster cluster) throws Exception {
    // Given
    Topics topics = cluster.topics();
    cluster.submit(Goals.greeting(), "confluent-reads");
    Await.result(topics, "confluent-reads");

    try (KafkaAvroDeserializer reading = new KafkaAvroDeserializer();
        KafkaAvroSerializer writing = new KafkaAvroSerializer()) {
      reading.configure(settings(cluster), false);
      writing.configure(settings(cluster), false);
      for (LoopTopic<?> topic : List.of(LoopTopics.RESULTS, LoopTopics.TRANSITIONS)) {
        List<ConsumerRecord<byte[], byte[]>> records = events(topics, topic);
        assertThat(records).isNotEmpty();
        for (ConsumerRecord<byte[], byte[]> record : records) {
          // When
          GenericRecord theirs = (GenericRecord) reading.deserialize(topic.name(), record.value());

          // Then what they read says the same, and what they write of it
          SpecificRecord ours = topics.decode(topic, record.value());
          assertThat(theirs.get("event_id").toString())
              .isEqualTo(ours.get(ours.getSchema().getField("event_id").pos()));
          byte[] written = writing.serialize(topic.name(), theirs);
          assertThat(topics.decode(topic, written)).isEqualTo(ours);
          assertThat(schemaId(written)).isEqualTo(schemaId(record.value()));
        }
      }
    }
  }

  @Test
  @SuppressWarnings("unchecked") // both take and give any object
  void shouldAgreeWithTheirSpecificClassesOnEveryRecordOfEveryTopic(
      Cluster cluster, @TempDir Path folder) throws Exception {
    Topics topics = cluster.topics();
    cluster.submit(Goals.greeting(), "confluent-specific");
    Await.result(topics, "confluent-specific");
    SchemaRegistry registry = SchemaRegistry.connect(cluster.registryUrl());
    URL[] jar = {OriginalConfluent.classPath(folder).getFirst().toUri().toURL()};
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(jar, getClass().getClassLoader());
        Serializer<Object> writing = make(loader, OriginalConfluent.SERIALIZER, Serializer.class);
        Deserializer<Object> reading =
            make(loader, OriginalConfluent.DESERIALIZER, Deserializer.class)) {
      // Given Confluent's classes on our Avro; their settings look for classes by this loader
      Thread.currentThread().setContextClassLoader(loader);
      writing.configure(settings(cluster, "avro.remove.java.properties", "true"), false);
      reading.configure(settings(cluster, "specific.avro.reader", "true"), false);

      Set<String> compared = new HashSet<>();
      for (LoopTopic<?> topic : LoopTopics.all()) {
        int id = registry.idOf(topic.subject(), ContractSchema.of(topic.type()));
        for (ConsumerRecord<byte[], byte[]> record : events(topics, topic)) {
          // When
          Object theirs = reading.deserialize(topic.name(), record.value());

          // Then
          assertThat(theirs).isEqualTo(topics.decode(topic, record.value()));
          assertThat(writing.serialize(topic.name(), theirs))
              .isEqualTo(again(topics, topic, record.value()));
          assertThat(schemaId(record.value())).isEqualTo(id);
          compared.add(topic.name());
        }
      }
      assertThat(compared)
          .contains("loop.goals", "loop.inbox", "loop.plan-requests", "loop.plans")
          .contains("loop.action-requests", "loop.observations", "loop.verify-requests")
          .contains("loop.verdicts", "loop.transitions", "loop.results");
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  /** Decoded and encoded by ours; maps may have another order than in the record. */
  private static <T extends SpecificRecord> byte[] again(
      Topics topics, LoopTopic<T> topic, byte[] value) {
    return topics.encode(topic, topics.decode(topic, value));
  }

  private static <K> K make(ClassLoader loader, String name, Class<K> kind) throws Exception {
    return kind.cast(loader.loadClass(name).getDeclaredConstructor().newInstance());
  }

  /** Records of a topic without what other tests put there to be refused. */
  private static List<ConsumerRecord<byte[], byte[]>> events(Topics topics, LoopTopic<?> topic) {
    return topics.records(topic.name(), "read_committed").stream()
        .filter(record -> record.key() != null && record.value() != null)
        .filter(record -> !"poison".equals(new String(record.key(), StandardCharsets.UTF_8)))
        .toList();
  }
}
