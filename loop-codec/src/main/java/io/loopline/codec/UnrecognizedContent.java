package io.loopline.codec;

/**
 * A record decodes but says something this version must not act on, such as an enum symbol of a
 * newer version, or a request id that is none. The record is to be dead-lettered.
 */
public final class UnrecognizedContent extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnrecognizedContent(String message) {
    super(message);
  }
}
