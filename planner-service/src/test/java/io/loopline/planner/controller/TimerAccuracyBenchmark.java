package io.loopline.planner.controller;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How late timers fire that come due within two seconds, in real time, from a RocksDB store, on a
 * thread that looks every 5 ms as the controller's does. Without the decisions that follow.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class TimerAccuracyBenchmark {
  private static final Duration POLL = Duration.ofMillis(5);
  private static final int WITHIN_MS = 2_000;

  @Param({"1000", "100000"})
  private int armed;

  private final InstantSource clock = InstantSource.system();

  @SuppressWarnings("NullAway.Init") // set before each run
  private Path directory;

  @SuppressWarnings("NullAway.Init") // set before each run
  private ArmedTimers timers;

  /** Milliseconds between due time and firing. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Lateness {
    public long p50;
    public long p99;
    public long max;
  }

  @Setup(Level.Iteration)
  public void arm() throws IOException {
    directory = Files.createTempDirectory("timers");
    Instant now = clock.instant();
    timers = new ArmedTimers(directory, now);
    Random random = new Random(1);
    // so far ahead that all are armed before the first comes due
    Instant first = now.plusMillis(Math.max(100, armed / 20));
    for (int i = 0; i < armed; i++) {
      timers.timers.arm(first.plusMillis(random.nextInt(WITHIN_MS)), "loop-" + i);
    }
  }

  @Benchmark
  public int fireAll(Lateness lateness) {
    Instant asked = clock.instant();
    for (Duration wait = timers.untilWakeUp(); wait != null; wait = timers.untilWakeUp()) {
      while (clock.instant().isBefore(asked.plus(wait))) {
        LockSupport.parkNanos(POLL.toNanos());
      }
      asked = clock.instant();
      timers.setNow(asked);
      timers.wake();
    }
    long[] late =
        timers.fired.stream()
            .mapToLong(fired -> Duration.between(fired.dueAt(), fired.at()).toMillis())
            .sorted()
            .toArray();
    lateness.p50 = late[late.length / 2];
    lateness.p99 = late[late.length * 99 / 100];
    lateness.max = late[late.length - 1];
    return late.length;
  }

  @TearDown(Level.Iteration)
  public void delete() throws IOException {
    timers.close();
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(TimerAccuracyBenchmark::deleteFile);
    }
  }

  private static void deleteFile(Path file) {
    try {
      Files.delete(file);
    } catch (IOException undeletable) {
      throw new UncheckedIOException(undeletable);
    }
  }
}
