package io.loopline.planner.controller;

import static java.util.Objects.requireNonNull;

import io.loopline.codec.Decision;
import io.loopline.codec.DecisionEncoder;
import io.loopline.codec.Outgoing;
import io.loopline.core.LoopMachine;
import io.loopline.core.LoopState;
import io.loopline.core.Transition;
import io.loopline.event.Cause;
import io.loopline.event.CauseKind;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A decision of the controller from record bytes to record bytes, over stores in memory and without
 * Kafka; and for the verdict, its parts one by one.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class LoopProcessorBenchmark {
  private final ProcessorCourse course = new ProcessorCourse();
  private final ProcessorCourse.Taken plan = course.last(0);
  private final ProcessorCourse.Taken observation = course.last(1);
  private final ProcessorCourse.Taken verdict = course.last(2);
  private final LoopState after = course.rows.state(ProcessorCourse.LOOP);
  private final byte[] afterBytes = requireNonNull(course.state(), "a live loop has a state");

  private final InputDecoder decoder = new InputDecoder(course.codec);
  private final DecisionEncoder encoder = new DecisionEncoder(DrivenController.PRODUCER);
  private final RawInput raw = verdict.raw();
  private final Decoded.Input input = (Decoded.Input) decoder.decode(raw, ProcessorCourse.NOW);
  private final LoopState before = stateBefore();
  private final Transition transition = LoopMachine.step(before, input.event());
  private final Decision decision =
      new Decision(
          ProcessorCourse.LOOP,
          new Cause(CauseKind.RECORD, raw.source(), null, "VerdictGiven"),
          ProcessorCourse.NOW,
          before,
          transition);
  private final List<Outgoing<?>> events =
      encoder.encode(
          decision,
          new StoredLoopData(course.rows, ProcessorCourse.LOOP, input.record(), transition));

  private LoopState stateBefore() {
    course.rows.putState(ProcessorCourse.LOOP, verdict.before(), verdict.state());
    return verdict.before();
  }

  @Setup
  public void check() {
    if (goal() != 2 || plan() != 2 || observation() != 2 || verdict() != 2 || duplicate() != 1) {
      throw new IllegalStateException("bug: the course is not the one that is meant");
    }
    stateBefore(); // for the parts
  }

  @Benchmark
  public int goal() {
    return course.again(course.goal());
  }

  @Benchmark
  public int plan() {
    return course.again(plan);
  }

  @Benchmark
  public int observation() {
    return course.again(observation);
  }

  @Benchmark
  public int verdict() {
    return course.again(verdict);
  }

  @Benchmark
  public int duplicate() {
    return course.process(verdict, after, afterBytes);
  }

  @Benchmark
  public Object decodeInput() {
    return decoder.decode(raw, ProcessorCourse.NOW);
  }

  @Benchmark
  public Object loadState() {
    return course.rows.state(ProcessorCourse.LOOP);
  }

  @Benchmark
  public Object step() {
    return LoopMachine.step(before, input.event());
  }

  /** With the goal and the rows of the window read from the stores. */
  @Benchmark
  public List<Outgoing<?>> events() {
    return encoder.encode(
        decision,
        new StoredLoopData(course.rows, ProcessorCourse.LOOP, input.record(), transition));
  }

  @Benchmark
  public Object eventBytes() {
    return Outputs.encode(course.codec, ProcessorCourse.LOOP, ProcessorCourse.NOW, events);
  }

  @Benchmark
  public Object stateBytes() {
    return requireNonNull(course.rows.encode(transition.next()), "a live loop has a state");
  }
}
