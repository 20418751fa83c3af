package io.loopline.codec.prompt;

import static java.util.Objects.requireNonNull;

/**
 * What a model is told. The parts are in the order of how seldom they change, so that a provider's
 * prompt cache can serve the beginning.
 *
 * @param system the rules; the same for all requests of a kind
 * @param user the task, with what belongs to one loop first and to one request last
 */
public record Prompt(String system, String user) {
  public Prompt {
    requireNonNull(system, "system is null");
    requireNonNull(user, "user is null");
  }
}
