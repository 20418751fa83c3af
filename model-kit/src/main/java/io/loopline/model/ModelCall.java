package io.loopline.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One question to a model.
 *
 * @param profile name of the profile that says which model
 * @param messages what it is told, the part that does not change between calls first, so that a
 *     provider's prompt cache can serve it
 * @param output form of the answer; null for free text
 * @param caps what all attempts together may use
 * @param temperatureSteps steps above the profile's temperature
 * @param modelSteps steps up the profile's ladder of stronger models
 * @param deadline when an answer is of no use any more, by the clock of this process
 */
public record ModelCall(
    String profile,
    List<ModelMessage> messages,
    @Nullable OutputSchema output,
    ModelCaps caps,
    int temperatureSteps,
    int modelSteps,
    Instant deadline) {
  public ModelCall {
    requireNonNull(profile, "profile is null");
    messages = List.copyOf(messages);
    requireNonNull(caps, "caps is null");
    requireNonNull(deadline, "deadline is null");
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("a call without messages");
    }
    if (temperatureSteps < 0 || modelSteps < 0) {
      throw new IllegalArgumentException(
          "negative steps: temperature %d, model %d".formatted(temperatureSteps, modelSteps));
    }
  }
}
