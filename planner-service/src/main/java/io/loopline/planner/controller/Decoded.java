package io.loopline.planner.controller;

import io.loopline.core.LoopEvent;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/** What became of an input's bytes. */
sealed interface Decoded {
  /** The controller can decide on it. */
  record Input(String loopId, SpecificRecord record, LoopEvent event, Instant at)
      implements Decoded {}

  /** It is set aside. */
  record Rejected(Rejection rejection) implements Decoded {}
}
