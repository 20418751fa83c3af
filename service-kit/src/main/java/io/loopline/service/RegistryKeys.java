package io.loopline.service;

import io.loopline.serde.RegistryCredentials;
import io.loopline.serde.RegistrySettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;

/**
 * The settings of the schema registry: the keys of {@link RegistrySettings} with {@code loopline.}
 * before them. A key of the client that is not declared here fails a test of this module.
 */
final class RegistryKeys {
  private static final String PREFIX = "loopline.";
  private static final String REGISTRY = "schema.registry.";

  static final Setting<String> URL =
      Setting.text(
          PREFIX + RegistrySettings.URL,
          "http://127.0.0.1:8081/apis/ccompat/v7",
          "http or https URL, …",
          "schema registry: base URLs of its Confluent-style API, tried in turn");

  private static final List<Setting<Optional<String>>> FURTHER =
      List.of(
          Setting.secret(
              PREFIX + RegistryCredentials.USER_INFO,
              "user:password",
              "basic authentication at the registry"),
          Setting.optional(
              PREFIX + RegistryCredentials.USER_INFO_SOURCE,
              "",
              "USER_INFO",
              "said by configurations of Confluent's client; may be left out"),
          Setting.secret(
              PREFIX + RegistryCredentials.TOKEN, "token", "bearer token for the registry"),
          Setting.optional(
              PREFIX + RegistryCredentials.TOKEN_SOURCE,
              "",
              "STATIC_TOKEN",
              "said by configurations of Confluent's client; may be left out"),
          Setting.optional(
              PREFIX + RegistrySettings.REQUEST_TIMEOUT_MS,
              milliseconds(RegistrySettings.of(URL.defaultValue()).requestTimeout()),
              "milliseconds, more than 0",
              "bound of a registry call"),
          Setting.optional(
              PREFIX + RegistrySettings.LOOKUP_TIMEOUT_MS,
              milliseconds(RegistrySettings.of(URL.defaultValue()).lookupTimeout()),
              "milliseconds, more than 0",
              "bound of a look-up of one schema id"));

  private static final Setting<SortedMap<String, String>> TLS =
      Setting.group(
          PREFIX + REGISTRY + "ssl.",
          "ssl.* of Kafka clients",
          "trust and own certificate for https registries; the JVM's when nothing is set");

  static final List<Setting<?>> SETTINGS =
      Stream.of(List.of(URL), FURTHER, List.of(TLS)).<Setting<?>>flatMap(List::stream).toList();

  private RegistryKeys() {}

  static RegistrySettings read(Settings settings) {
    try {
      return RegistrySettings.from(given(settings));
    } catch (ConfigException e) {
      throw new InvalidConfiguration(PREFIX + e.getMessage());
    }
  }

  /** What is set, and the address, by the keys of the registry's client. */
  static Map<String, String> given(Settings settings) {
    Map<String, String> keys = new HashMap<>();
    keys.put(RegistrySettings.URL, settings.get(URL));
    for (Setting<Optional<String>> setting : FURTHER) {
      settings
          .get(setting)
          .ifPresent(value -> keys.put(setting.name().substring(PREFIX.length()), value));
    }
    settings.get(TLS).forEach((key, value) -> keys.put(REGISTRY + "ssl." + key, value));
    return keys;
  }

  private static String milliseconds(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}
