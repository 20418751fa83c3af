package io.loopline.service;

import static java.util.Objects.requireNonNull;

import io.loopline.event.RequestRef;
import java.time.Instant;
import java.util.function.Function;

/**
 * What a worker reads of a request. Usually three getters: {@code new
 * StepContract<>(ActionRequest::getRequest, ActionRequest::getExpiresAt,
 * ActionRequest::getLoopId)}.
 *
 * @param requestRef which request it is
 * @param expiresAt the controller's deadline; from that instant on it is not started any more
 * @param loopId the loop it belongs to, equal to the record key
 */
public record StepContract<Q>(
    Function<Q, RequestRef> requestRef,
    Function<Q, Instant> expiresAt,
    Function<Q, String> loopId) {

  public StepContract {
    requireNonNull(requestRef, "requestRef is null");
    requireNonNull(expiresAt, "expiresAt is null");
    requireNonNull(loopId, "loopId is null");
  }
}
