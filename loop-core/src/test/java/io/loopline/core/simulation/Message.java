package io.loopline.core.simulation;

import io.loopline.core.ActionTerms;
import io.loopline.core.Effect;
import io.loopline.core.LoopEvent;
import io.loopline.core.RequestId;
import io.loopline.core.Usage;
import org.jspecify.annotations.Nullable;

/** Content of a record. */
public sealed interface Message {
  /** For the controller: a goal, a command or an answer. The event's instant means nothing yet. */
  record Input(String loopId, LoopEvent event) implements Message {}

  /**
   * From the controller to a worker.
   *
   * @param action the planned action it is about; null when it is about none
   */
  record Request(RequestId request, Effect effect, @Nullable ActionTerms action)
      implements Message {}

  /** From the controller to all workers. */
  record Signal(Effect.SignalWorkers signal) implements Message {}

  /** A tool that must not run twice did something to the world. */
  record Ran(RequestId request, String claimant) implements Message {}

  /** A loop wants a permit of a label, or gives it or the wish back. */
  record Permit(String label, String loopId, boolean wanted) implements Message {}

  /** A model's provider was asked, and this is what it wants to be paid for. */
  record Bill(RequestId request, Usage usage) implements Message {}

  /** One decision, for audit. */
  record Audit(Decision decision) implements Message {}

  /** The end of a loop. */
  record Result(String loopId, Effect.EmitResult result) implements Message {}

  /** A record that was set aside. */
  record Letter(Coordinates source, String reason) implements Message {}

  /** Bytes that no schema fits. */
  record Poison() implements Message {}

  /** The end of a transaction; it takes an offset and no consumer sees it. */
  record Marker(boolean committed) implements Message {}
}
