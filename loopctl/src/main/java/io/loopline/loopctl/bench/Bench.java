package io.loopline.loopctl.bench;

import io.loopline.topic.LoopTopics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Measures a running stack by a plan. For one use by one thread. */
final class Bench {
  private static final Load WARM_UP = new Load(200, 30);
  private static final Load SHORT_WARM_UP = new Load(100, 20);
  private static final double STILL_RISING = 1.05;

  /** Commit interval and poll in milliseconds: each varied around what is set by default. */
  private static final List<int[]> CURVE =
      List.of(
          new int[] {1, 5},
          new int[] {5, 5},
          new int[] {20, 5},
          new int[] {50, 5},
          new int[] {100, 5},
          new int[] {50, 1},
          new int[] {50, 20});

  private static final List<String> HOPS =
      Stream.of(
              LoopTopics.PLAN_REQUESTS,
              LoopTopics.PLANS,
              LoopTopics.ACTION_REQUESTS,
              LoopTopics.OBSERVATIONS,
              LoopTopics.VERIFY_REQUESTS,
              LoopTopics.VERDICTS)
          .map(topic -> topic.name())
          .toList();

  private final BenchStack stack;
  private final BenchPlan plan;
  private final Consumer<String> progress;
  private int runs;

  Bench(BenchStack stack, BenchPlan plan, Consumer<String> progress) {
    this.stack = stack;
    this.plan = plan;
    this.progress = progress;
  }

  BenchReport run(Map<String, String> settings) throws IOException, InterruptedException {
    warmUp();
    List<Measured> loads = new ArrayList<>();
    for (Load load : plan.loads()) {
      List<Measured> repeated = new ArrayList<>();
      for (int i = 0; i < plan.repeat(); i++) {
        repeated.add(measure(load));
      }
      loads.add(Measured.median(repeated));
    }
    Usage used = Usage.of(stack.stack());
    progress.accept("watching the idle stack for " + plan.idle().toSeconds() + " s");
    Idle idle = Idle.watch(stack.stack(), plan.idle());
    progress.accept("killing the planner under load");
    Recovery recovery = Recovery.run(stack.stack(), stack.loads(), name(), plan.recovery());
    List<CurvePoint> curve = plan.curve() ? curve() : List.of();
    return new BenchReport(
        BenchReport.thisMachine(), settings, loads, used.residentKib(), idle, recovery, curve);
  }

  /** Young JVMs spend most of their time compiling, so it goes on until that no longer shows. */
  private void warmUp() throws IOException {
    double before = 0;
    for (int i = 0; i < plan.warmUps(); i++) {
      progress.accept("warming up");
      double rate = told(stack.loads().run(name(), WARM_UP)).iterationsPerSecond();
      if (i > 0 && rate < before * STILL_RISING) {
        return;
      }
      before = rate;
    }
  }

  private Measured measure(Load load) throws IOException, InterruptedException {
    progress.accept("%d loops of %d iterations".formatted(load.loops(), load.iterations()));
    try (BytesWritten written = BytesWritten.from(stack.stack().bootstrap(), HOPS)) {
      Throughput engine = told(stack.loads().run(name(), load));
      BytesWritten.Counted counted = written.per(load.total());
      int payload = counted.hopRecordBytes();
      return new Measured(
          engine,
          counted.bytes(),
          payload,
          plan.relay() ? relay(load, payload, false) : null,
          plan.relay() ? relay(load, payload, true) : null);
    }
  }

  private Throughput relay(Load load, int payload, boolean transactional)
      throws IOException, InterruptedException {
    progress.accept("the same on a bare relay" + (transactional ? " with transactions" : ""));
    RelayShape shape = new RelayShape(transactional, load, payload, stack.partitions());
    return told(RelayProcess.run(stack.stack().bootstrap(), shape, stack.directory()));
  }

  private List<CurvePoint> curve() throws IOException, InterruptedException {
    List<CurvePoint> points = new ArrayList<>();
    for (int[] setting : CURVE) {
      int commit = setting[0];
      int poll = setting[1];
      progress.accept("commit interval %d ms, poll %d ms".formatted(commit, poll));
      stack.restartPlanner(
          Map.of(
              "loopline.controller.commit-interval", commit + "ms",
              "loopline.controller.poll", poll + "ms"));
      stack.loads().run(name(), SHORT_WARM_UP);
      List<Throughput> throughputs = new ArrayList<>();
      for (Load load : plan.loads()) {
        throughputs.add(told(stack.loads().run(name(), shorter(load))));
      }
      points.add(new CurvePoint(commit, poll, throughputs));
    }
    return points;
  }

  /** The curve compares its own points, so each may be less exact. */
  private static Load shorter(Load load) {
    return new Load(load.loops(), Math.max(Math.min(load.iterations(), 5), load.iterations() / 3));
  }

  private Throughput told(Throughput run) {
    progress.accept(
        "  %,.0f iterations/s, median %.1f ms"
            .formatted(run.iterationsPerSecond(), run.iteration().p50Ms()));
    return run;
  }

  private String name() {
    return "bench" + ++runs;
  }
}
