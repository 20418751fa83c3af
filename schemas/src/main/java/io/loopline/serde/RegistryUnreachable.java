package io.loopline.serde;

import org.apache.kafka.common.errors.SerializationException;

/** No schema registry gave a usable answer in time: retry later, skip nothing. */
public final class RegistryUnreachable extends SerializationException {
  private static final long serialVersionUID = 1L;

  /** One line that names the object, what was tried and what was found. */
  public RegistryUnreachable(String message) {
    super(message);
  }

  /** As above, with what caused it. */
  public RegistryUnreachable(String message, Throwable cause) {
    super(message, cause);
  }
}
