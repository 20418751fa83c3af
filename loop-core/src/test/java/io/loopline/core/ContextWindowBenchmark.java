package io.loopline.core;

import java.util.List;
import java.util.Optional;
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

/**
 * The context window of a loop with many entries. What the window has today is measured: an entry
 * is appended, entries over the limit leave. Compaction by summaries does not exist yet.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class ContextWindowBenchmark {
  private static final int TOKENS = 100;
  private static final int PER_ITERATION = 4;
  private static final ContextTerms TERMS = ContextTerms.DEFAULT;

  @Param({"10", "100", "1000"})
  public int entries = 10;

  private ContextWindow window = ContextWindow.EMPTY;
  private int iteration;

  @Setup
  public void fill() {
    window = ContextWindow.EMPTY;
    for (int i = 0; i < entries; i++) {
      iteration = 1 + i / PER_ITERATION;
      window = window.append(ContextKind.OBSERVATION, iteration, TOKENS);
    }
    if (compacted().entries().size() >= entries) {
      throw new IllegalStateException("bug: nothing leaves the window");
    }
  }

  @Benchmark
  public ContextWindow append() {
    return window.append(ContextKind.VERDICT, iteration, TOKENS);
  }

  /** The usual case: nothing leaves. */
  @Benchmark
  public Optional<Compaction> unchanged() {
    return Compaction.of(window, 2 * entries * TOKENS, TERMS, iteration);
  }

  /** Half of the tokens leave at once. */
  @Benchmark
  public ContextWindow compacted() {
    return Compaction.of(window, entries * TOKENS, TERMS, iteration)
        .map(window::compacted)
        .orElse(window);
  }

  @Benchmark
  public List<Long> sequences() {
    return window.sequences();
  }
}
