package io.loopline.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loopline.event.DeadLetter;
import io.loopline.event.Producer;
import io.loopline.event.RequestRef;
import io.loopline.event.Step;
import io.loopline.serde.EventCodec;
import io.loopline.serde.LocalSchemaRegistry;
import io.loopline.serde.RegistryUnreachable;
import io.loopline.serde.UndecodableEvent;
import io.loopline.serde.UnknownSchemaId;
import io.loopline.topic.LoopTopics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A worker loop on mock clients. The test thread makes its passes and runs its handlers, so nothing
 * happens at the same time as anything else. Requests are text: {@code NAME} or {@code NAME
 * expires=MILLIS}; the record key is "loop-NAME".
 */
final class WorkerFixture {
  static final String REQUESTS = "requests";
  static final String ANSWERS = "answers";
  static final TopicPartition P0 = new TopicPartition(REQUESTS, 0);
  static final TopicPartition P1 = new TopicPartition(REQUESTS, 1);

  record Request(String name, Instant expiresAt) {
    String loopId() {
      return "loop-" + name;
    }
  }

  final EchoHandler handler = new EchoHandler();
  final HeldTasks tasks = new HeldTasks();
  final Obstacles obstacles = new Obstacles();
  final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  final EventCodec codec = new EventCodec(new LocalSchemaRegistry(), true);

  /** What the retry pause does; the test changes the world in it. */
  Runnable onPause = () -> {};

  boolean registryAway;
  Instant now = Instant.ofEpochMilli(1_000);
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  final WorkerLoop<Request, String> loop;

  WorkerFixture(int inFlight) {
    PatientCalls calls = new PatientCalls(obstacles, _ -> onPause.run());
    RecordSender sender = new RecordSender(producer, calls);
    DeadLetters letters = new DeadLetters(new Producer("test", "test-1", "0"), () -> now);
    DeadLetterWriter writer = new DeadLetterWriter(letters, this::encodeLetter, sender, calls);
    StepWiring<Request, String> wiring = wiring();
    loop =
        new WorkerLoop<>(
            wiring,
            new StepRun<>(wiring, calls, sender, writer, () -> false),
            new Assignment(consumer, obstacles),
            obstacles,
            new WorkerLoop.Pool(tasks, inFlight, () -> now));
    loop.subscribe();
  }

  private StepWiring<Request, String> wiring() {
    return new StepWiring<>(
        "test",
        REQUESTS,
        ANSWERS,
        this::decode,
        this::encode,
        () -> {},
        new StepContract<>(WorkerFixture::ref, Request::expiresAt, Request::loopId),
        handler);
  }

  private static RequestRef ref(Request request) {
    return new RequestRef(request.name() + "/1/PLAN/0/1", 1, Step.PLAN, 0, 1);
  }

  private Request decode(byte[] value) {
    String text = new String(value, UTF_8);
    if (registryAway) {
      throw new RegistryUnreachable("no registry answers");
    }
    if (text.startsWith("garbage")) {
      throw new UndecodableEvent("not an event");
    }
    if (text.startsWith("foreign")) {
      throw new UnknownSchemaId("schema id 9 is not known");
    }
    String[] parts = text.split(" expires=", 2);
    long expires = parts.length == 1 ? Long.MAX_VALUE : Long.parseLong(parts[1]);
    return new Request(parts[0], Instant.ofEpochMilli(expires));
  }

  private byte[] encode(String answer) {
    if (registryAway) {
      throw new RegistryUnreachable("no registry answers");
    }
    return answer.getBytes(UTF_8);
  }

  private byte[] encodeLetter(DeadLetter letter) {
    return codec.encode(LoopTopics.DEAD_LETTERS, letter);
  }

  /** Gives the worker exactly these partitions, as a rebalance does. */
  WorkerFixture assign(TopicPartition... partitions) {
    Map<TopicPartition, Long> beginnings = new HashMap<>();
    List.of(partitions).forEach(partition -> beginnings.put(partition, 0L));
    consumer.updateBeginningOffsets(beginnings);
    consumer.rebalance(List.of(partitions));
    return this;
  }

  /** What an earlier owner committed. */
  WorkerFixture committedBefore(TopicPartition partition, @Nullable OffsetAndMetadata committed) {
    consumer.commitSync(Map.of(partition, committed));
    return this;
  }

  /** Appends requests to the partition. */
  WorkerFixture send(TopicPartition partition, String... values) {
    for (String value : values) {
      sendRecord(partition, "loop-" + value.split(" ", 2)[0], value);
    }
    return this;
  }

  ConsumerRecord<byte[], byte[]> sendRecord(TopicPartition partition, String key, String value) {
    long offset = ends.merge(partition, 1L, Long::sum) - 1;
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            REQUESTS, partition.partition(), offset, key.getBytes(UTF_8), value.getBytes(UTF_8));
    consumer.addRecord(record);
    return record;
  }

  /** The partition's records begin here from now on. */
  WorkerFixture startAt(TopicPartition partition, long offset) {
    ends.put(partition, offset);
    return this;
  }

  WorkerFixture pass() {
    loop.pass();
    return this;
  }

  /** Passes and handlers until nothing is left to do. */
  WorkerFixture runToEnd() {
    do {
      tasks.runAll();
      pass();
    } while (tasks.size() > 0);
    return this;
  }

  /** The committed offset and its metadata, as "offset metadata"; "" for none. */
  String committed(TopicPartition partition) {
    OffsetAndMetadata committed = consumer.committed(java.util.Set.of(partition)).get(partition);
    return committed == null ? "" : (committed.offset() + " " + committed.metadata()).strip();
  }

  /** Answers sent, as "partition key value". */
  List<String> answers() {
    List<String> answers = new ArrayList<>();
    for (ProducerRecord<byte[], byte[]> sent : sentTo(ANSWERS)) {
      answers.add(
          sent.partition()
              + " "
              + new String(sent.key(), UTF_8)
              + " "
              + new String(sent.value(), UTF_8));
    }
    return answers;
  }

  List<DeadLetter> deadLetters() {
    return sentTo(LoopTopics.DEAD_LETTERS.name()).stream()
        .map(sent -> codec.decode(LoopTopics.DEAD_LETTERS, sent.value()))
        .toList();
  }

  Collection<ProducerRecord<byte[], byte[]>> sentTo(String topic) {
    return producer.history().stream().filter(sent -> sent.topic().equals(topic)).toList();
  }
}
