package io.loopline.loopctl.bench;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One load, with the same load on bare relays of the same number of hops in the same minutes.
 *
 * @param engine Loopline
 * @param bytes what an iteration makes the broker write
 * @param payloadBytes mean size of the records of its six hops; the relays' payload
 * @param plain the relay without transactions; null when it was not measured
 * @param transactional the relay whose controller hops are transactions; null likewise
 */
record Measured(
    Throughput engine,
    BytesPerIteration bytes,
    int payloadBytes,
    @Nullable Throughput plain,
    @Nullable Throughput transactional) {

  /** The one with the median rate; the lower one of two in the middle. */
  static Measured median(List<Measured> runs) {
    return runs.stream()
        .sorted(Comparator.comparingDouble(run -> run.engine().iterationsPerSecond()))
        .toList()
        .get((runs.size() - 1) / 2);
  }

  /** Loopline's rate over a relay's. */
  double rateOver(Throughput relay) {
    return engine.iterationsPerSecond() / relay.iterationsPerSecond();
  }

  /** Loopline's median time over a relay's. */
  double timeOver(Throughput relay) {
    return engine.iteration().p50Ms() / relay.iteration().p50Ms();
  }
}
