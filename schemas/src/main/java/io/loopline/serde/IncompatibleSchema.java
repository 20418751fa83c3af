package io.loopline.serde;

import org.apache.kafka.common.errors.SerializationException;

/** The schema cannot be read as, or registered for, the record type of the topic. */
public final class IncompatibleSchema extends SerializationException {
  private static final long serialVersionUID = 1L;

  /** One line that names the object, what was tried and what was found. */
  public IncompatibleSchema(String message) {
    super(message);
  }

  /** As above, with what caused it. */
  public IncompatibleSchema(String message, Throwable cause) {
    super(message, cause);
  }
}
