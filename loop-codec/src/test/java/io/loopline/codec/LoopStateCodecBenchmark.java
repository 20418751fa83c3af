package io.loopline.codec;

import io.loopline.core.LoopState;
import io.loopline.serde.StateCodec;
import io.loopline.state.LoopStateRecord;
import java.util.concurrent.TimeUnit;
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

/** The row of the loops store; it grows with the window and not further. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class LoopStateCodecBenchmark {
  private static final StateCodec<LoopStateRecord> BYTES = StateCodec.of(LoopStateRecord.class);

  @Param({"1", "10", "100"})
  public int iteration = 1;

  private LoopState state = new LoopState.Absent();
  private LoopStateRecord stored = new LoopStateRecord();
  private byte[] bytes = {};

  @Setup
  public void prepare() {
    state = LongCourse.until(iteration).state();
    stored = LoopStateCodec.encode(state);
    bytes = BYTES.encode(stored);
    if (!fromBytes().equals(state)) {
      throw new IllegalStateException("bug: another state comes back");
    }
  }

  @Benchmark
  public LoopStateRecord encode() {
    return LoopStateCodec.encode(state);
  }

  @Benchmark
  public Object decode() {
    return LoopStateCodec.decode(Records.LOOP, stored);
  }

  @Benchmark
  public byte[] toBytes() {
    return BYTES.encode(LoopStateCodec.encode(state));
  }

  @Benchmark
  public Object fromBytes() {
    return LoopStateCodec.decode(Records.LOOP, BYTES.decode(bytes));
  }
}
