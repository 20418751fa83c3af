package io.loopline.model.catalogue;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way to ask a model, under the name that goals use.
 *
 * @param name its name
 * @param provider whose protocol is spoken
 * @param baseUrl where, without a trailing slash and without user or password
 * @param model the provider's name of the model
 * @param key name of the secret that holds the key; null when there is none
 * @param temperature null for the provider's default
 * @param maxOutputTokens longest answer, in tokens, those of reasoning included
 * @param timeout longest wait for one answer
 * @param price entry of the catalogue that says price and size
 * @param fallbacks names of the profiles to ask when this one has an outage, in order
 * @param stronger names of the profiles above this one, the next better first
 * @param limits how much of it is used at once
 * @param schema how the form of an answer is asked for
 */
public record ModelProfile(
    String name,
    ModelProvider provider,
    URI baseUrl,
    String model,
    @Nullable String key,
    @Nullable Double temperature,
    int maxOutputTokens,
    Duration timeout,
    String price,
    List<String> fallbacks,
    List<String> stronger,
    ModelLimits limits,
    SchemaMode schema) {
  public ModelProfile {
    requireNonNull(name, "name is null");
    requireNonNull(provider, "provider is null");
    requireNonNull(baseUrl, "baseUrl is null");
    requireNonNull(model, "model is null");
    requireNonNull(timeout, "timeout is null");
    requireNonNull(price, "price is null");
    fallbacks = List.copyOf(fallbacks);
    stronger = List.copyOf(stronger);
    requireNonNull(limits, "limits is null");
    requireNonNull(schema, "schema is null");
  }

  /** How the form of an answer is asked for. */
  public enum SchemaMode {
    /** By the provider's own means, which hold the model to it. */
    NATIVE,
    /** In words, for servers that have no such means. */
    PROMPT
  }
}
