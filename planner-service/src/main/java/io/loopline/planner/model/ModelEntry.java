package io.loopline.planner.model;

import static java.util.Objects.requireNonNull;

/**
 * A model of the catalogue. Prices are micro-USD per million tokens; a model that runs here costs
 * 0.
 *
 * @param name how goals and providers call it
 * @param input price of input tokens
 * @param cachedInput price of input tokens that the provider had cached
 * @param output price of output tokens
 * @param contextTokens input and output tokens of one request at most
 * @param maxOutputTokens output tokens of one request at most
 */
public record ModelEntry(
    String name,
    long input,
    long cachedInput,
    long output,
    long contextTokens,
    long maxOutputTokens) {
  public ModelEntry {
    requireNonNull(name, "name is null");
  }
}
