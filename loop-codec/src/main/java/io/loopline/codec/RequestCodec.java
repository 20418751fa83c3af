package io.loopline.codec;

import io.loopline.core.RequestId;
import io.loopline.core.Step;
import io.loopline.event.RequestRef;

/** {@link RequestRef} and {@link RequestId}. */
public final class RequestCodec {
  private RequestCodec() {}

  public static RequestRef encode(RequestId request) {
    return new RequestRef(
        request.toString(),
        request.iteration(),
        Symbols.translate(request.step(), io.loopline.event.Step.class),
        request.index(),
        request.attempt());
  }

  /**
   * The request an answer names.
   *
   * @throws UnrecognizedContent when its id is none, is of another loop, or of another step
   */
  public static RequestId decode(String loopId, RequestRef answered, Step step) {
    return RequestId.parse(answered.getRequestId())
        .filter(request -> request.loopId().equals(loopId) && request.step() == step)
        .orElseThrow(() ->
            new UnrecognizedContent(
                "'%s' is not a %s request id of loop '%s'"
                    .formatted(answered.getRequestId(), step, loopId)));
  }
}
