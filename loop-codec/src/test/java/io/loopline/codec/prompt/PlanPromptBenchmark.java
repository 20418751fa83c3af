package io.loopline.codec.prompt;

import io.loopline.event.ContextEntry;
import io.loopline.event.PlanRequest;
import java.util.ArrayList;
import java.util.List;
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

/** The prompt of a plan request, from the event to its text, by the entries of its window. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class PlanPromptBenchmark {
  @Param({"8", "80"})
  public int entries = 8;

  private PlanRequest request = PlanRequests.first();

  @Setup
  public void prepare() {
    request = PlanRequests.third();
    List<ContextEntry> window = new ArrayList<>();
    while (window.size() < entries) {
      window.addAll(PlanRequests.third().getContext());
    }
    request.setContext(window.subList(0, entries));
  }

  @Benchmark
  public Prompt prompt() {
    return PlanPrompt.of(request, List.of());
  }
}
