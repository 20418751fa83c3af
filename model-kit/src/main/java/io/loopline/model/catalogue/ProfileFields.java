package io.loopline.model.catalogue;

import io.loopline.model.catalogue.ModelProfile.SchemaMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One profile of a model file. */
final class ProfileFields {
  static final Set<String> KNOWN =
      Set.of(
          "provider",
          "base_url",
          "model",
          "key",
          "temperature",
          "max_output_tokens",
          "timeout",
          "price",
          "fallbacks",
          "stronger",
          "limits",
          "requests_per_minute",
          "tokens_per_minute",
          "max_concurrent",
          "json_schema");
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
  private static final String SECRET = "secret:[A-Za-z0-9][A-Za-z0-9._-]{0,127}";
  private static final Duration TIMEOUT = Duration.ofSeconds(100);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int MOST_OUTPUT = 10_000_000;

  private ProfileFields() {}

  /**
   * @param limits those that profiles share, by name
   */
  static ModelProfile read(String name, @Nullable Object value, Map<String, ModelLimits> limits)
      throws Malformed {
    String path = "profiles." + name;
    if (!name.matches(NAME)) {
      throw new Malformed("%s: not a name of a profile (allowed: %s)".formatted(path, NAME));
    }
    Fields fields = Fields.of(path, value, KNOWN);
    ModelProvider provider = provider(fields);
    String model = fields.text("model");
    return new ModelProfile(
        name,
        provider,
        baseUrl(fields, provider),
        model,
        key(fields),
        fields.optionalDecimal("temperature", 0, 2),
        (int) fields.number("max_output_tokens", 1, MOST_OUTPUT),
        timeout(fields),
        fields.optionalText("price").orElse(model),
        fields.names("fallbacks"),
        fields.names("stronger"),
        limits(fields, limits),
        schema(fields));
  }

  private static ModelProvider provider(Fields fields) throws Malformed {
    String words =
        Arrays.stream(ModelProvider.values())
            .map(ModelProvider::word)
            .collect(Collectors.joining(", "));
    return ModelProvider.of(fields.text("provider"))
        .orElseThrow(() -> fields.wrong("provider", "one of " + words));
  }

  private static URI baseUrl(Fields fields, ModelProvider provider) throws Malformed {
    String written = fields.optionalText("base_url").orElse(provider.defaultBaseUrl());
    URI uri;
    try {
      uri = new URI(written.replaceAll("/+$", ""));
    } catch (URISyntaxException e) {
      // it is not shown: what is no address may hold a key or a password
      throw new Malformed(
          "%s.base_url: expected an address such as https://host/v1; what is there is none"
              .formatted(fields.path()));
    }
    if (uri.getRawUserInfo() != null || uri.getRawQuery() != null) {
      throw new Malformed(
          "%s.base_url: an address with a user, a password or a query; put the key into 'key'"
              .formatted(fields.path()));
    }
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getHost() == null || uri.getFragment() != null) {
      throw fields.wrong("base_url", "an address such as https://host/v1");
    }
    return uri;
  }

  /** A key that was written here by mistake is not shown. */
  private static @Nullable String key(Fields fields) throws Malformed {
    if (!fields.has("key")) {
      return null;
    }
    if (fields.values().get("key") instanceof String text && text.matches(SECRET)) {
      return text.substring("secret:".length());
    }
    throw new Malformed(
        "%s.key: expected secret:NAME, where NAME is an environment variable or a file in"
                .formatted(fields.path())
            + " loopline.secrets.directory; what is there is not shown, it may be a key");
  }

  private static Duration timeout(Fields fields) throws Malformed {
    Duration timeout = fields.span("timeout", TIMEOUT);
    if (timeout.compareTo(LONGEST) > 0) {
      throw fields.wrong("timeout", "a span of at most 1h");
    }
    return timeout;
  }

  private static ModelLimits limits(Fields fields, Map<String, ModelLimits> limits)
      throws Malformed {
    Optional<String> name = fields.optionalText("limits");
    if (name.isEmpty()) {
      return ModelLimits.read(null, fields);
    }
    for (String own : new TreeSet<>(ModelLimits.KNOWN)) {
      if (fields.has(own)) {
        throw new Malformed(
            "%s: limits '%s' and %s; put it into these limits"
                .formatted(fields.path(), name.get(), own));
      }
    }
    ModelLimits shared = limits.get(name.get());
    if (shared == null) {
      throw new Malformed(
          "%s.limits: unknown limits '%s' (one of %s, in the same file)"
              .formatted(
                  fields.path(), name.get(), String.join(", ", new TreeSet<>(limits.keySet()))));
    }
    return shared;
  }

  private static SchemaMode schema(Fields fields) throws Malformed {
    String word = fields.optionalText("json_schema").orElse("native");
    for (SchemaMode mode : SchemaMode.values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(word)) {
        return mode;
      }
    }
    throw fields.wrong("json_schema", "native or prompt");
  }
}
