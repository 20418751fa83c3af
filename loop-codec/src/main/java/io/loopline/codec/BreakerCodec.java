package io.loopline.codec;

import io.loopline.core.Breaker;
import io.loopline.core.BreakerMode;
import io.loopline.core.Breakers;
import io.loopline.state.BreakerRecord;
import io.loopline.state.BreakerState;
import java.util.List;

/** The circuit breakers within the stored loop. */
final class BreakerCodec {
  private BreakerCodec() {}

  static List<BreakerRecord> encode(Breakers breakers) {
    return breakers.each().stream().map(BreakerCodec::encode).toList();
  }

  static Breakers decode(List<BreakerRecord> stored) {
    return new Breakers(
        stored.stream()
            .map(each -> new Breaker(each.getDependency(), mode(each), each.getOpenings()))
            .toList());
  }

  private static BreakerRecord encode(Breaker breaker) {
    String dependency = breaker.dependency();
    int openings = breaker.openings();
    return switch (breaker.mode()) {
      case BreakerMode.Closed(int calls, int failures) ->
          new BreakerRecord(dependency, BreakerState.CLOSED, calls, failures, null, 0, 0, openings);
      case BreakerMode.Open open ->
          new BreakerRecord(dependency, BreakerState.OPEN, 0, 0, open.until(), 0, 0, openings);
      case BreakerMode.HalfOpen(int sent, int succeeded) ->
          new BreakerRecord(
              dependency, BreakerState.HALF_OPEN, 0, 0, null, sent, succeeded, openings);
    };
  }

  private static BreakerMode mode(BreakerRecord stored) {
    return switch (stored.getState()) {
      case CLOSED -> new BreakerMode.Closed(stored.getCalls(), stored.getFailures());
      case OPEN -> new BreakerMode.Open(stored.getUntil());
      case HALF_OPEN -> new BreakerMode.HalfOpen(stored.getSent(), stored.getSucceeded());
      case UNRECOGNIZED -> throw new UnrecognizedContent("stored breaker of a newer version");
    };
  }
}
