package io.loopline.planner.memory;

import io.loopline.event.PlanRequest;
import io.loopline.event.RecalledMemory;
import java.util.List;
import java.util.Random;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** How long a prompt waits for memory: the search alone, and with the embedding of the query. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecallBenchmark {
  private static final String OBJECTIVE =
      "Find out why the nightly rebuild of the search index fails and correct it.";

  @Param({"1000", "10000"})
  private int facts;

  private final PlanRequest request = Memories.request(OBJECTIVE);
  private final MiniLmEmbedder model = new MiniLmEmbedder(1);

  @SuppressWarnings("NullAway.Init") // set before all runs
  private Recaller withRandomQuery;

  @SuppressWarnings("NullAway.Init") // set before all runs
  private Recaller withModel;

  @Setup
  public void fill() throws InterruptedException {
    MemoryIndex index = new MemoryIndex(facts);
    Random random = new Random(42);
    for (int i = 0; i < facts; i++) {
      index.put(Memories.fact("f" + i, Memories.TEAM, "fact " + i, i));
    }
    Embedder anything = _ -> vector(random);
    index.embedShared(anything);
    withRandomQuery = new Recaller(index, new MemoryIndex(1), anything);
    withModel = new Recaller(index, new MemoryIndex(1), model);
  }

  private static float[] vector(Random random) {
    float[] vector = new float[384];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) random.nextGaussian() / 20;
    }
    return vector;
  }

  @Benchmark
  public List<RecalledMemory> search() throws InterruptedException {
    return withRandomQuery.recall(request, () -> true);
  }

  @Benchmark
  public List<RecalledMemory> recall() throws InterruptedException {
    return withModel.recall(request, () -> true);
  }

  @TearDown
  public void close() {
    model.close();
  }
}
