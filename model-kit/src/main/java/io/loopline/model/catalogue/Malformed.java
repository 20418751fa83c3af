package io.loopline.model.catalogue;

/** Words that name the model or profile, the field, what was found and what is allowed. */
final class Malformed extends Exception {
  private static final long serialVersionUID = 1L;

  Malformed(String message) {
    super(message);
  }

  String words() {
    return String.valueOf(getMessage());
  }
}
