package io.loopline.model.provider;

import static java.util.Objects.requireNonNull;

import io.loopline.model.catalogue.ModelEntry;
import io.loopline.model.catalogue.ModelProfile;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One exchange to be made.
 *
 * @param profile whom to ask
 * @param price what it costs
 * @param prompt what it is told
 * @param temperature null for the provider's default
 * @param maxOutputTokens longest answer
 * @param limit longest wait, from the connection to the last byte
 */
public record Asking(
    ModelProfile profile,
    ModelEntry price,
    Prompt prompt,
    @Nullable Double temperature,
    int maxOutputTokens,
    Duration limit) {
  public Asking {
    requireNonNull(profile, "profile is null");
    requireNonNull(price, "price is null");
    requireNonNull(prompt, "prompt is null");
    requireNonNull(limit, "limit is null");
    if (maxOutputTokens < 1) {
      throw new IllegalArgumentException("no output: " + maxOutputTokens);
    }
  }
}
