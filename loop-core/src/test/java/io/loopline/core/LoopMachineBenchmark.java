package io.loopline.core;

import static io.loopline.core.Fixture.CHANGED;
import static io.loopline.core.Fixture.act;
import static io.loopline.core.Fixture.judged;
import static io.loopline.core.Fixture.observed;
import static io.loopline.core.Fixture.plan;
import static io.loopline.core.Fixture.planned;
import static io.loopline.core.Fixture.verify;

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

/** One decision for each event of the usual course, and the hashes that are made of it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class LoopMachineBenchmark {
  private static final LoopState ABSENT = new LoopState.Absent();

  private final LoopEvent goal = Fixture.goal();
  private final LoopEvent planned = planned(1, plan(1, 1), "workspace", "sql");
  private final LoopEvent first = observed(2, act(1, 0, 1), CHANGED);
  private final LoopEvent second = observed(3, act(1, 1, 1), CHANGED);
  private final LoopEvent verdict = judged(4, verify(1, 1), VerdictDecision.CONTINUE, 0.5, CHANGED);
  private final LoopState planning = after(ABSENT, goal);
  private final LoopState executing = after(planning, planned);
  private final LoopState executingSecond = after(executing, first);
  private final LoopState verifying = after(executingSecond, second);
  private final LoopState replanning = after(verifying, verdict);
  private final Record state = (Record) replanning;
  private final Record effect = (Record) LoopMachine.step(verifying, verdict).effects().getLast();

  private static LoopState after(LoopState state, LoopEvent event) {
    Transition transition = LoopMachine.step(state, event);
    if (transition.disposition() != Disposition.APPLIED) {
      throw new IllegalStateException("bug: the course stops at " + transition.note());
    }
    return transition.next();
  }

  @Benchmark
  public Record goal() {
    return LoopMachine.step(ABSENT, goal);
  }

  @Benchmark
  public Record planOfTwoActions() {
    return LoopMachine.step(planning, planned);
  }

  @Benchmark
  public Record observationBeforeTheNextAction() {
    return LoopMachine.step(executing, first);
  }

  @Benchmark
  public Record observationBeforeVerification() {
    return LoopMachine.step(executingSecond, second);
  }

  @Benchmark
  public Record verdictBeforeTheNextIteration() {
    return LoopMachine.step(verifying, verdict);
  }

  @Benchmark
  public Record duplicateVerdict() {
    return LoopMachine.step(replanning, verdict);
  }

  @Benchmark
  public String stateHash() {
    return CanonicalBytes.sha256(state);
  }

  @Benchmark
  public String effectHash() {
    return CanonicalBytes.sha256(effect);
  }
}
