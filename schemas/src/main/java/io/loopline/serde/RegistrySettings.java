package io.loopline.serde;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigException;

/**
 * How to reach the schema registry. Immutable.
 *
 * @param urls base addresses, in order of preference; at least one
 * @param credentials who asks
 * @param tls what to trust and to show on https addresses; empty for the JVM's own
 * @param requestTimeout bound of a call, over all addresses
 * @param lookupTimeout bound of a look-up of one id on a warm client: such a look-up may sit on a
 *     thread that has other work
 * @param unknownIdTtl how long an id the registry does not know is not asked for again
 */
public record RegistrySettings(
    List<URI> urls,
    RegistryCredentials credentials,
    Optional<SSLContext> tls,
    Duration requestTimeout,
    Duration lookupTimeout,
    Duration unknownIdTtl) {

  public static final String URL = "schema.registry.url";
  public static final String USER_INFO = RegistryCredentials.USER_INFO;
  public static final String REQUEST_TIMEOUT_MS = "schema.registry.request.timeout.ms";
  public static final String LOOKUP_TIMEOUT_MS = "schema.registry.lookup.timeout.ms";

  private static final Duration REQUEST = Duration.ofSeconds(5);
  private static final Duration LOOKUP = Duration.ofMillis(200);
  private static final Duration UNKNOWN_ID = Duration.ofSeconds(30);

  public RegistrySettings {
    urls = List.copyOf(urls);
    if (urls.isEmpty()) {
      throw new ConfigException(URL + " names no address");
    }
    positive(REQUEST_TIMEOUT_MS, requestTimeout);
    positive(LOOKUP_TIMEOUT_MS, lookupTimeout);
  }

  /** Defaults, for these comma separated addresses. */
  public static RegistrySettings of(String urls) {
    return from(Map.of(URL, urls));
  }

  /**
   * Reads the {@code schema.registry.*} keys.
   *
   * @throws ConfigException naming the key that is missing or wrong
   */
  public static RegistrySettings from(Map<String, ?> configuration) {
    String urls =
        text(configuration, URL).orElseThrow(() -> new ConfigException(URL + " is missing"));
    return new RegistrySettings(
        Arrays.stream(urls.split(","))
            .map(String::strip)
            .filter(url -> !url.isEmpty())
            .map(RegistrySettings::address)
            .toList(),
        RegistryCredentials.from(configuration),
        RegistryTls.from(configuration),
        milliseconds(configuration, REQUEST_TIMEOUT_MS, REQUEST),
        milliseconds(configuration, LOOKUP_TIMEOUT_MS, LOOKUP),
        UNKNOWN_ID);
  }

  /** The addresses, times and who asks; never a secret. */
  @Override
  public String toString() {
    return "RegistrySettings[urls=%s, credentials=%s, requestTimeout=%s, lookupTimeout=%s]"
        .formatted(urls, credentials, requestTimeout, lookupTimeout);
  }

  /** Value of a key; Confluent's client writes some of them without the namespace. */
  static Optional<String> text(Map<String, ?> configuration, String key) {
    Object value = configuration.get(key);
    Object found =
        value == null && (key.contains(".basic.auth.") || key.contains(".bearer.auth."))
            ? configuration.get(key.substring(RegistryTls.PREFIX.length()))
            : value;
    return Optional.ofNullable(found).map(Object::toString).filter(text -> !text.isBlank());
  }

  private static Duration milliseconds(Map<String, ?> configuration, String key, Duration absent) {
    try {
      return text(configuration, key).map(Long::valueOf).map(Duration::ofMillis).orElse(absent);
    } catch (NumberFormatException e) {
      throw new ConfigException(
          key + " is not a number of milliseconds: " + configuration.get(key));
    }
  }

  private static URI address(String url) {
    try {
      URI address = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
      if (List.of("http", "https").contains(String.valueOf(address.getScheme()))
          && address.getHost() != null
          && address.getUserInfo() == null) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      throw new ConfigException(URL + " holds something that is not an address: " + e.getMessage());
    }
    throw new ConfigException(
        URL + " takes http or https addresses without credentials (those go to " + USER_INFO + ")");
  }

  private static void positive(String key, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new ConfigException(key + " must be positive: " + value.toMillis());
    }
  }
}
