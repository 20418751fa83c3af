package io.loopline.serde;

import java.io.IOException;

/** As Confluent's client says that the registry answered with an error. */
public final class RestClientException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final int errorCode;

  RestClientException(String message, int status, int errorCode) {
    super(message + "; error code: " + errorCode);
    this.status = status;
    this.errorCode = errorCode;
  }

  public int getStatus() {
    return status;
  }

  public int getErrorCode() {
    return errorCode;
  }
}
