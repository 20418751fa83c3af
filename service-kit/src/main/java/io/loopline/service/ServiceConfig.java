package io.loopline.service;

import static java.util.Objects.requireNonNull;

import io.loopline.serde.RegistrySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;

/**
 * Settings every service has. Immutable; complete and checked when built.
 *
 * @param service name of the service, such as executor-service; not configurable
 * @param instance id of this instance, stable across its restarts; two running instances of a
 *     service must differ ({@code loopline.instance})
 * @param bootstrapServers Kafka brokers, host:port, comma-separated ({@code
 *     loopline.bootstrap.servers})
 * @param registry how to reach the schema registry ({@code loopline.schema.registry.url}: base URLs
 *     of the Confluent-style API, comma-separated, tried in turn; further keys as in {@link
 *     RegistrySettings} with {@code loopline.} before them)
 * @param httpPort port of the health endpoints on the loopback address; 0 switches them off ({@code
 *     loopline.http.port})
 * @param artifactsDirectory where artifacts are kept ({@code loopline.artifacts.directory})
 * @param stateDirectory where local state is kept ({@code loopline.state.directory})
 * @param shutdownTimeout after this long a stopping process ends without further waiting ({@code
 *     loopline.shutdown.timeout})
 * @param worker limits of its step workers
 * @param kafka further Kafka client properties, without the prefix {@code loopline.kafka.}
 */
public record ServiceConfig(
    String service,
    String instance,
    String bootstrapServers,
    RegistrySettings registry,
    int httpPort,
    Path artifactsDirectory,
    Path stateDirectory,
    Duration shutdownTimeout,
    WorkerConfig worker,
    Map<String, String> kafka) {

  static final String INSTANCE = "loopline.instance";
  static final String BOOTSTRAP_SERVERS = "loopline.bootstrap.servers";
  static final String REGISTRY_PREFIX = "loopline.schema.registry.";
  static final String HTTP_PORT = "loopline.http.port";
  static final String ARTIFACTS_DIRECTORY = "loopline.artifacts.directory";
  static final String STATE_DIRECTORY = "loopline.state.directory";
  static final String SHUTDOWN_TIMEOUT = "loopline.shutdown.timeout";
  static final String KAFKA_PREFIX = "loopline.kafka.";

  public ServiceConfig {
    requireNonNull(service, "service is null");
    if (!instance.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,127}")) {
      throw new InvalidConfiguration(
          INSTANCE, instance, "must be letters, digits, '.', '_' or '-', at most 128");
    }
    for (String server : bootstrapServers.split(",", -1)) {
      if (!server.strip().matches("\\S+:\\d{1,5}")) {
        throw new InvalidConfiguration(
            BOOTSTRAP_SERVERS, bootstrapServers, "must be host:port, comma-separated");
      }
    }
    requireNonNull(registry, "registry is null");
    if (httpPort < 0 || httpPort > 65535) {
      throw new InvalidConfiguration(
          HTTP_PORT, Integer.toString(httpPort), "must be between 0 and 65535");
    }
    requireNonNull(artifactsDirectory, "artifactsDirectory is null");
    requireNonNull(stateDirectory, "stateDirectory is null");
    requireNonNull(shutdownTimeout, "shutdownTimeout is null");
    requireNonNull(worker, "worker is null");
    kafka = Map.copyOf(new TreeMap<>(kafka));
  }

  /**
   * Reads and checks the settings of a service.
   *
   * @param service name of the service; the default instance id is this name with "-1"
   */
  public static ServiceConfig from(String service, Settings settings) {
    return new ServiceConfig(
        service,
        settings.text(INSTANCE, service + "-1"),
        settings.text(BOOTSTRAP_SERVERS, "127.0.0.1:9092"),
        registry(settings),
        settings.integer(HTTP_PORT, 0, 0, 65535),
        settings.path(ARTIFACTS_DIRECTORY, Path.of(".loop", "data", "artifacts")),
        settings.path(STATE_DIRECTORY, Path.of(".loop", "data", "state")),
        settings.duration(SHUTDOWN_TIMEOUT, Duration.ofSeconds(25)),
        WorkerConfig.from(settings),
        settings.group(KAFKA_PREFIX));
  }

  private static RegistrySettings registry(Settings settings) {
    Map<String, String> keys = new HashMap<>();
    settings
        .group(REGISTRY_PREFIX)
        .forEach((key, value) -> keys.put("schema.registry." + key, value));
    keys.putIfAbsent(RegistrySettings.URL, "http://127.0.0.1:8081/apis/ccompat/v7");
    try {
      return RegistrySettings.from(keys);
    } catch (ConfigException e) {
      throw new InvalidConfiguration("loopline." + e.getMessage());
    }
  }
}
