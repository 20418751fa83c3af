package io.loopline.serde;

import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Events to record values and back; {@code plain} is Avro with everything reused that one thread
 * can reuse, which is as little as this model can cost.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class EventCodecBenchmark {
  /** What is encoded. */
  public enum Event {
    GOAL,
    PLAN_REQUEST,
    OBSERVATION,
    TRANSITION
  }

  @Param public Event event = Event.GOAL;

  private Work<?> work = new Work<>(LoopTopics.GOALS, Samples.goal());

  @Setup
  public void prepare() {
    switch (event) {
      case GOAL -> work = new Work<>(LoopTopics.GOALS, Samples.goal());
      case PLAN_REQUEST -> work = new Work<>(LoopTopics.PLAN_REQUESTS, Samples.planRequest());
      case OBSERVATION -> work = new Work<>(LoopTopics.OBSERVATIONS, Samples.observation());
      case TRANSITION -> work = new Work<>(LoopTopics.TRANSITIONS, Samples.transition());
    }
    work.check();
  }

  @Benchmark
  public byte[] encode() {
    return work.encode();
  }

  @Benchmark
  public SpecificRecord decode() {
    return work.decode();
  }

  @Benchmark
  public byte[] plainEncode() throws IOException {
    return work.plainEncode();
  }

  @Benchmark
  public void plainDecode(Blackhole sink) throws IOException {
    sink.consume(work.plainDecode());
  }

  private static final class Work<T extends SpecificRecord> {
    private final EventCodec codec = new EventCodec(new LocalSchemaRegistry(), true);
    private final LoopTopic<T> topic;
    private final T value;
    private final byte[] bytes;
    private final byte[] header;
    private final SpecificDatumWriter<T> writer;
    private final SpecificDatumReader<T> reader;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(4_096);
    private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    private final BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(new byte[0], null);

    Work(LoopTopic<T> topic, T value) {
      this.topic = topic;
      this.value = value;
      this.bytes = codec.encode(topic, value);
      this.header = Arrays.copyOf(bytes, WireHeader.BYTES);
      this.writer = new SpecificDatumWriter<>(topic.type());
      this.reader = new SpecificDatumReader<>(topic.type());
    }

    byte[] encode() {
      return codec.encode(topic, value);
    }

    T decode() {
      return codec.decode(topic, bytes);
    }

    byte[] plainEncode() throws IOException {
      out.reset();
      out.writeBytes(header);
      writer.write(value, encoder);
      encoder.flush();
      return out.toByteArray();
    }

    T plainDecode() throws IOException {
      int length = bytes.length - WireHeader.BYTES;
      return reader.read(
          null, DecoderFactory.get().binaryDecoder(bytes, WireHeader.BYTES, length, decoder));
    }

    /** The four do the same, or their times are not to be compared. */
    void check() {
      try {
        if (!Arrays.equals(encode(), plainEncode())
            || !decode().equals(value)
            || !plainDecode().equals(value)) {
          throw new IllegalStateException("bug: the compared ways differ for " + topic.name());
        }
      } catch (IOException e) {
        throw new IllegalStateException("reading from memory failed", e);
      }
    }
  }
}
