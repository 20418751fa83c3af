package io.loopline.loopctl.loops;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that moves on by a fixed step each time it is read. */
final class TickingClock implements InstantSource {

  private final Duration step;
  private Instant now;

  TickingClock(Instant start, Duration step) {
    this.now = start;
    this.step = step;
  }

  @Override
  public Instant instant() {
    Instant read = now;
    now = now.plus(step);
    return read;
  }
}
