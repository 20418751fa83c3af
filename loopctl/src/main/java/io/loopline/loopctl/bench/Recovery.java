package io.loopline.loopctl.bench;

import io.loopline.loopctl.stack.LocalStack;
import io.loopline.loopctl.stack.Part;
import io.loopline.topic.LoopTopics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The planner killed with {@code kill -9} under load and started again at once.
 *
 * @param load what was running; all of it ended as it must
 * @param toReady from the start of the new process until it reports ready, state restored
 * @param toDecision from the kill until the next committed decision can be read
 */
record Recovery(Load load, Duration toReady, Duration toDecision) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** The kill comes when a third of the decisions of the load has been made. */
  static Recovery run(LocalStack stack, LoadRun loads, String name, Load load)
      throws IOException, InterruptedException {
    try (Position results = new Position(stack.bootstrap(), LoopTopics.RESULTS.name());
        Position transitions = new Position(stack.bootstrap(), LoopTopics.TRANSITIONS.name())) {
      loads.submit(name, load);
      awaitDecisions(transitions, load.total());
      stack.killService(Part.PLANNER);
      long killed = System.nanoTime();
      transitions.rest();
      long started = System.nanoTime();
      stack.launch(Part.PLANNER);
      stack.awaitReady(List.of(Part.PLANNER));
      long ready = System.nanoTime();
      awaitDecisions(transitions, 1);
      long decided = System.nanoTime();
      loads.awaitResults(results, name, load);
      return new Recovery(
          load, Duration.ofNanos(ready - started), Duration.ofNanos(decided - killed));
    }
  }

  private static void awaitDecisions(Position transitions, long count) {
    AtomicLong seen = new AtomicLong();
    boolean enough =
        transitions.until(
            () -> seen.get() >= count,
            System.nanoTime() + PATIENCE.toNanos(),
            _ -> seen.incrementAndGet());
    if (!enough) {
      throw new IllegalStateException(
          "%d of %d decisions within %d s".formatted(seen.get(), count, PATIENCE.toSeconds()));
    }
  }
}
