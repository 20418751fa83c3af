package io.loopline.service;

/** A setting that cannot be used. The message names the property, its value and what is allowed. */
public final class InvalidConfiguration extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidConfiguration(String property, String value, String problem) {
    this(property + " = '" + value + "': " + problem);
  }

  InvalidConfiguration(String message) {
    super(message);
  }
}
