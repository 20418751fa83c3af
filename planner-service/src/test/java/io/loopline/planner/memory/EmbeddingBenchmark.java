package io.loopline.planner.memory;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** How many facts a second get their embedding, on one thread, by their length. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EmbeddingBenchmark {
  private static final String SENTENCE =
      "The search index is rebuilt from the table items_live; items itself is stale. ";

  /** Sentences in a fact: about 80, 240 and 960 characters. */
  @Param({"1", "3", "12"})
  private int sentences;

  private final MiniLmEmbedder model = new MiniLmEmbedder(1);

  @Benchmark
  public float[] embed() throws InterruptedException {
    return model.embed(SENTENCE.repeat(sentences));
  }

  @TearDown
  public void close() {
    model.close();
  }
}
