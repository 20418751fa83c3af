package io.loopline.core;

import static java.util.Objects.requireNonNull;

/**
 * What watches over a loop: against going round in circles and against hammering a dependency that
 * is down. Immutable and bounded.
 *
 * @param stuck what it did of late
 * @param strategy how hard it tries
 * @param breakers which dependencies it may call
 */
public record Guards(StuckMemory stuck, Strategy strategy, Breakers breakers) {
  /** Of a new loop. */
  public static final Guards NEW = new Guards(StuckMemory.EMPTY, Strategy.FIRST, Breakers.NONE);

  public Guards {
    requireNonNull(stuck, "stuck is null");
    requireNonNull(strategy, "strategy is null");
    requireNonNull(breakers, "breakers is null");
  }

  Guards with(StuckMemory memory) {
    return new Guards(memory, strategy, breakers);
  }

  Guards with(Strategy newStrategy) {
    return new Guards(stuck, newStrategy, breakers);
  }

  Guards with(Breakers newBreakers) {
    return new Guards(stuck, strategy, newBreakers);
  }
}
