package io.loopline.loopctl.loops;

import io.loopline.event.SourceRef;
import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.Connection;
import io.loopline.loopctl.ExitCode;
import io.loopline.serde.EventCodec;
import io.loopline.serde.SchemaRegistry;
import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The topics on a real broker. Clients are made when they are first needed. */
final class KafkaBroker implements LoopBroker {

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Supplier<Producer<String, byte[]>> producers;
  private final EventCodec codec;
  private final InstantSource clock;
  private @Nullable Consumer<byte[], byte[]> reader;

  KafkaBroker(
      Supplier<Consumer<byte[], byte[]>> consumers,
      Supplier<Producer<String, byte[]>> producers,
      EventCodec codec,
      InstantSource clock) {
    this.consumers = consumers;
    this.producers = producers;
    this.codec = codec;
    this.clock = clock;
  }

  /** Connects as the options say; fails at once when nothing listens there. */
  static LoopBroker open(Connection connection) {
    connection.requireReachable();
    String bootstrap = connection.bootstrap();
    return new KafkaBroker(
        () ->
            new KafkaConsumer<>(
                ClientSettings.reader(bootstrap),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer()),
        () ->
            new KafkaProducer<>(
                ClientSettings.writer(bootstrap),
                new StringSerializer(),
                new ByteArraySerializer()),
        new EventCodec(SchemaRegistry.connect(connection.registrySettings())),
        InstantSource.system());
  }

  @Override
  public <T extends SpecificRecord> Reading<T> read(LoopTopic<T> topic) {
    return new TopicReader(reader(), codec, clock).read(topic);
  }

  @Override
  public <T extends SpecificRecord> Reading<T> read(LoopTopic<T> topic, String loopId) {
    return new TopicReader(reader(), codec, clock).read(topic, loopId);
  }

  @Override
  public <T extends SpecificRecord> Table<T> table(LoopTopic<T> topic) {
    return new TopicReader(reader(), codec, clock).table(topic);
  }

  @Override
  public Following follow(String loopId) {
    return new LoopFollower(consumers.get(), codec, clock, loopId);
  }

  @Override
  public Causes fetch(Collection<SourceRef> coordinates) {
    return Causes.decode(codec, new CauseReader(reader(), clock).fetch(coordinates));
  }

  @Override
  public <T extends SpecificRecord> void send(LoopTopic<T> topic, String key, T event) {
    byte[] value = codec.encode(topic, event);
    if (value.length > LoopTopics.MAX_EVENT_BYTES) {
      throw new CliFailure(
          ExitCode.BAD_INPUT,
          "the event is %,d bytes, the limit is %,d; put large values into input files"
              .formatted(value.length, LoopTopics.MAX_EVENT_BYTES));
    }
    produce(List.of(new ProducerRecord<>(topic.name(), key, value)));
  }

  @Override
  public void delete(LoopTopic<?> topic, String key) {
    // where its writer put it, which may place keys otherwise than Java does
    Set<Integer> holders = new TopicReader(reader(), codec, clock).holders(topic, key);
    produce(
        holders.stream()
            .map(partition -> new ProducerRecord<>(topic.name(), partition, key, (byte[]) null))
            .toList());
  }

  private void produce(List<ProducerRecord<String, byte[]>> records) {
    try (Producer<String, byte[]> producer = producers.get()) {
      for (ProducerRecord<String, byte[]> record : records) {
        producer.send(record).get();
      }
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof KafkaException cause
          ? cause
          : new KafkaException("cannot write to " + records.getFirst().topic(), failure.getCause());
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
    }
  }

  private Consumer<byte[], byte[]> reader() {
    if (reader == null) {
      reader = consumers.get();
    }
    return reader;
  }
}
