package io.loopline.serde;

import io.loopline.event.ContextEntry;
import io.loopline.event.Goal;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Rows of the goals and context stores; the loops store is measured in loop-codec. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class StateCodecBenchmark {
  private final StateCodec<Goal> goals = StateCodec.of(Goal.class);
  private final StateCodec<ContextEntry> rows = StateCodec.of(ContextEntry.class);
  private final Goal goal = Samples.goal();
  private final ContextEntry row = Samples.row();
  private final byte[] goalBytes = goals.encode(goal);
  private final byte[] rowBytes = rows.encode(row);

  @Benchmark
  public byte[] encodeGoal() {
    return goals.encode(goal);
  }

  @Benchmark
  public Goal decodeGoal() {
    return goals.decode(goalBytes);
  }

  @Benchmark
  public byte[] encodeContextRow() {
    return rows.encode(row);
  }

  @Benchmark
  public ContextEntry decodeContextRow() {
    return rows.decode(rowBytes);
  }
}
