package io.loopline.serde;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS to the registry: {@code schema.registry.ssl.*}, read by Kafka's own code, so every form that
 * Kafka clients take works here too: JKS, PKCS12, PEM files, PEM text. Stateless.
 */
final class RegistryTls {
  static final String PREFIX = "schema.registry.";
  private static final List<String> FILES =
      List.of(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG);

  private RegistryTls() {}

  /**
   * What to trust and to show; empty when nothing is set, which leaves it to the JVM.
   *
   * @throws ConfigException naming what cannot be used, never a password
   */
  static Optional<SSLContext> from(Map<String, ?> configuration) {
    Map<String, Object> given = new HashMap<>();
    configuration.forEach((key, value) -> {
      if (key.startsWith(PREFIX + "ssl.")) {
        given.put(key.substring(PREFIX.length()), value);
      }
    });
    checkHostNamesStayChecked(given);
    return given.isEmpty() ? Optional.empty() : Optional.of(context(given));
  }

  private static void checkHostNamesStayChecked(Map<String, Object> given) {
    String key = SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG;
    if (given.containsKey(key)
        && !"https".equalsIgnoreCase(String.valueOf(given.remove(key)).strip())) {
      throw new ConfigException(
          PREFIX + key + " takes https only: the host name of a registry is always checked");
    }
  }

  private static SSLContext context(Map<String, Object> given) {
    ConfigDef definition = new ConfigDef();
    SslConfigs.addClientSslSupport(definition);
    for (String key : given.keySet()) {
      if (!definition.names().contains(key)) {
        throw new ConfigException(PREFIX + key + " is no TLS setting of Kafka's clients");
      }
    }
    FILES.forEach(key -> checkReadable(key, given.get(key)));
    try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
      factory.configure(definition.parse(given));
      return factory.sslContext();
    } catch (ConfigException e) {
      throw new ConfigException(PREFIX + "ssl: " + e.getMessage());
    } catch (KafkaException e) {
      throw new ConfigException(
          "%sssl: the certificates or keys cannot be used: %s; check locations, passwords and types (JKS, PKCS12, PEM)"
              .formatted(PREFIX, reason(e)));
    }
  }

  private static void checkReadable(String key, @Nullable Object location) {
    if (location != null && !Files.isReadable(Path.of(location.toString()))) {
      throw new ConfigException(
          "%s%s: %s is no file that can be read".formatted(PREFIX, key, location));
    }
  }

  /** What Kafka tried, and the first reason that is not its own. */
  private static String reason(KafkaException failure) {
    String tried = String.valueOf(failure.getMessage());
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (!(cause instanceof KafkaException)) {
        return tried + ": " + cause.getMessage();
      }
    }
    return tried;
  }
}
