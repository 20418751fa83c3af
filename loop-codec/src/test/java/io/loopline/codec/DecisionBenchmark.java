package io.loopline.codec;

import static io.loopline.codec.Records.CHANGED;
import static io.loopline.codec.Records.observed;
import static io.loopline.codec.Records.planned;
import static io.loopline.codec.Records.request;

import io.loopline.core.Step;
import io.loopline.event.CheckKind;
import io.loopline.event.CheckResult;
import io.loopline.event.Observation;
import io.loopline.event.PlanResult;
import io.loopline.event.Verdict;
import io.loopline.event.VerdictDecision;
import io.loopline.event.VerdictView;
import java.util.List;
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

/** Answers of workers to core events, and decisions to events, in the third iteration. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class DecisionBenchmark {
  private static final int ITERATION = 3;

  private final PlanResult plan = planned(request(ITERATION, Step.PLAN, 0), "workspace", "sql");
  private final Observation observation = observed(request(ITERATION, Step.ACT, 0), CHANGED, null);
  private final Verdict verdict = notYet(request(ITERATION, Step.VERIFY, 0));
  private final Course course =
      LongCourse.until(ITERATION)
          .take(plan)
          .take(observation)
          .take(observed(request(ITERATION, Step.ACT, 1), CHANGED, null))
          .take(verdict);
  private final DecisionEncoder encoder = new DecisionEncoder(Records.PRODUCER);
  private final Decision replan = decision(0);
  private final Decision verify = decision(1);
  private final Decision act = decision(2);

  private static Verdict notYet(io.loopline.core.RequestId request) {
    CheckResult check =
        new CheckResult(
            "totals.csv exists",
            CheckKind.FILE_EXISTS,
            false,
            true,
            1.0,
            0.0,
            "a file",
            "none",
            "totals.csv is missing");
    VerdictView view =
        new VerdictView(
            request.iteration(),
            VerdictDecision.CONTINUE,
            0.5,
            0.5,
            List.of(check, check, check),
            "totals.csv is missing");
    return Records.verdict(request, view, null, CHANGED);
  }

  private Decision decision(int beforeLast) {
    List<Course.Sent> sent = course.sent();
    return sent.get(sent.size() - 1 - beforeLast).decision();
  }

  @Benchmark
  public Object decodePlan() {
    return EventDecoder.decode(plan, Records.START);
  }

  @Benchmark
  public Object decodeObservation() {
    return EventDecoder.decode(observation, Records.START);
  }

  @Benchmark
  public Object decodeVerdict() {
    return EventDecoder.decode(verdict, Records.START);
  }

  @Benchmark
  public List<?> encodePlanRequest() {
    return encoder.encode(replan, course);
  }

  @Benchmark
  public List<?> encodeVerifyRequest() {
    return encoder.encode(verify, course);
  }

  @Benchmark
  public List<?> encodeActionRequest() {
    return encoder.encode(act, course);
  }
}
