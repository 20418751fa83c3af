package io.loopline.codec;

import io.loopline.event.ContextEntry;
import io.loopline.event.ContextKind;
import io.loopline.event.Observation;
import io.loopline.event.ObservationView;
import io.loopline.topic.LoopTopics;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/** Keeps a plan request within the event size; the window holds twice what fits. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class WindowSizeBenchmark {
  @Param({"10", "100", "1000"})
  public int entries = 10;

  private List<ContextEntry> small = List.of();
  private List<ContextEntry> large = List.of();

  @Setup
  public void prepare() {
    small = window(LoopTopics.MAX_EVENT_BYTES / 4);
    large = window(LoopTopics.MAX_EVENT_BYTES);
    if (!fitting().equals(small) || trimmed().equals(large)) {
      throw new IllegalStateException("bug: the windows are not what they are named");
    }
  }

  private List<ContextEntry> window(int bytes) {
    Observation observation =
        Records.observed(Records.request(1, io.loopline.core.Step.ACT, 0), null, null);
    ObservationView view =
        ObservationView.newBuilder(observation.getView())
            .setResultJson("x".repeat(bytes / entries))
            .build();
    return IntStream.range(0, entries)
        .mapToObj(i ->
            ContextEntry.newBuilder()
                .setSequence(i + 1)
                .setKind(ContextKind.OBSERVATION)
                .setIteration(1)
                .setObservation(view)
                .build())
        .toList();
  }

  @Benchmark
  public List<ContextEntry> fitting() {
    return WindowSize.fit(small);
  }

  @Benchmark
  public List<ContextEntry> trimmed() {
    return WindowSize.fit(large);
  }
}
