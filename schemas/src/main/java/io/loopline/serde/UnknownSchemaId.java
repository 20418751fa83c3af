package io.loopline.serde;

import org.apache.kafka.common.errors.SerializationException;

/**
 * The registry answered, and does not know the schema: the record cannot be read, or the subject is
 * not set up.
 */
public final class UnknownSchemaId extends SerializationException {
  private static final long serialVersionUID = 1L;

  /** One line that names the object, what was tried and what was found. */
  public UnknownSchemaId(String message) {
    super(message);
  }

  /** As above, with what caused it. */
  public UnknownSchemaId(String message, Throwable cause) {
    super(message, cause);
  }
}
