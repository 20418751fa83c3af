package io.loopline.loopctl.bench;

import io.loopline.loopctl.stack.LocalStack;
import io.loopline.loopctl.stack.Part;
import java.time.Duration;
import java.util.Map;

/**
 * The stack with nothing to do.
 *
 * @param span how long it was looked at
 * @param cpuShares processor time by part, 1.0 for one core
 * @param transactionsPerSecond transactions committed by anybody at the broker
 */
record Idle(Duration span, Map<Part, Double> cpuShares, double transactionsPerSecond) {

  /** Looks on for this long. */
  static Idle watch(LocalStack stack, Duration span) throws InterruptedException {
    try (Position log = new Position(stack.bootstrap(), TransactionLog.TOPIC)) {
      Usage before = Usage.of(stack);
      long start = System.nanoTime();
      Thread.sleep(span);
      Duration real = Duration.ofNanos(System.nanoTime() - start);
      Usage after = Usage.of(stack);
      double transactions = TransactionLog.committed(log.rest());
      return new Idle(real, after.sharesSince(before, real), transactions / (real.toNanos() / 1e9));
    }
  }
}
