package io.loopline.service;

import io.loopline.event.DeadLetterReason;
import org.jspecify.annotations.Nullable;

/** What a record turned out to be. */
sealed interface Reading<Q> {
  /** A request. */
  record Understood<Q>(Q request) implements Reading<Q> {}

  /**
   * Not a request, now or ever.
   *
   * @param cause null when there was no exception
   */
  record Rejected<Q>(DeadLetterReason reason, String message, @Nullable Exception cause)
      implements Reading<Q> {}

  /** Cannot be told before the schema registry answers. */
  record Undecided<Q>(String message) implements Reading<Q> {}
}
