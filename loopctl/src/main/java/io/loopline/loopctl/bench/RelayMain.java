package io.loopline.loopctl.bench;

import java.util.Locale;

/**
 * The process of a bare relay, so that it has a JVM for itself as the services do. Prints three
 * numbers: rate, median and 99th percentile.
 */
public final class RelayMain {
  private RelayMain() {}

  /** Arguments: bootstrap, transactional, tokens, rounds, payload bytes, partitions. */
  public static void main(String[] arguments) throws Exception {
    RelayShape shape =
        new RelayShape(
            Boolean.parseBoolean(arguments[1]),
            new Load(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3])),
            Integer.parseInt(arguments[4]),
            Integer.parseInt(arguments[5]));
    Throughput done = new Relay(arguments[0], shape).run();
    System.out.printf(
        Locale.ROOT,
        "%f %f %f%n",
        done.iterationsPerSecond(),
        done.iteration().p50Ms(),
        done.iteration().p99Ms());
  }
}
