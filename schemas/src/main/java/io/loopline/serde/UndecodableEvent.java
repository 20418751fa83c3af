package io.loopline.serde;

import org.apache.kafka.common.errors.SerializationException;

/** The bytes are not an event: wrong magic byte, truncated, corrupt, or with bytes left over. */
public final class UndecodableEvent extends SerializationException {
  private static final long serialVersionUID = 1L;

  /** One line that names the object, what was tried and what was found. */
  public UndecodableEvent(String message) {
    super(message);
  }

  /** As above, with what caused it. */
  public UndecodableEvent(String message, Throwable cause) {
    super(message, cause);
  }
}
