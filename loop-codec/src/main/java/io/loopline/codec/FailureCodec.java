package io.loopline.codec;

import io.loopline.core.Failure;
import io.loopline.core.FailureKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Failures of workers and of the core. */
final class FailureCodec {
  private FailureCodec() {}

  static io.loopline.event.@Nullable Failure encode(@Nullable Failure failure) {
    if (failure == null) {
      return null;
    }
    Duration retryAfter = failure.retryAfter();
    return io.loopline.event.Failure.newBuilder()
        .setKind(Symbols.translate(failure.kind(), io.loopline.event.FailureKind.class))
        .setMessage(failure.message())
        .setRetryAfterMs(retryAfter == null ? null : retryAfter.toMillis())
        .build();
  }

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
