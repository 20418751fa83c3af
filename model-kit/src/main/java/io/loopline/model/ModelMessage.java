package io.loopline.model;

import static java.util.Objects.requireNonNull;

/**
 * One message of a conversation.
 *
 * @param role who speaks
 * @param text what is said; not empty
 */
public record ModelMessage(Role role, String text) {
  /** Who speaks. */
  public enum Role {
    /** The rules of the conversation. */
    SYSTEM,
    /** Who asks. */
    USER,
    /** The model, in an earlier turn. */
    ASSISTANT
  }

  public ModelMessage {
    requireNonNull(role, "role is null");
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a message without text");
    }
  }
}
