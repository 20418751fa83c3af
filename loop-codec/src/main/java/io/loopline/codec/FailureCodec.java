package io.loopline.codec;

import io.loopline.core.Failure;
import io.loopline.core.FailureKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A worker's failure to the core's. */
final class FailureCodec {
  private FailureCodec() {}

  static @Nullable Failure decode(io.loopline.event.@Nullable Failure failure) {
    if (failure == null) {
      return null;
    }
    Long retryAfter = failure.getRetryAfterMs();
    return new Failure(
        Symbols.translate(failure.getKind(), FailureKind.class),
        failure.getMessage(),
        retryAfter == null ? null : Duration.ofMillis(Math.max(0, retryAfter)));
  }
}
