package io.loopline.service;

import static java.util.Objects.requireNonNull;

import io.loopline.serde.RegistrySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

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

  static final Setting<Optional<String>> INSTANCE =
      Setting.optional(
          "loopline.instance",
          "the service's name and -1",
          "letters, digits, '.', '_', '-'; at most 128",
          "id of this instance, stable across restarts; two running instances differ");
  static final Setting<String> BOOTSTRAP_SERVERS =
      Setting.text("loopline.bootstrap.servers", "127.0.0.1:9092", "host:port, …", "Kafka brokers");
  static final Setting<Integer> HTTP_PORT =
      Setting.integer(
          "loopline.http.port",
          0,
          0,
          65535,
          "health endpoints /health/live and /health/ready on loopback; 0 is off");
  static final Setting<Path> ARTIFACTS_DIRECTORY =
      Setting.path(
          "loopline.artifacts.directory",
          Path.of(".loop", "data", "artifacts"),
          "artifact store; the same for all services");
  static final Setting<Path> STATE_DIRECTORY =
      Setting.path(
          "loopline.state.directory",
          Path.of(".loop", "data", "state"),
          "local state and workbenches; keep it across restarts");
  static final Setting<Duration> SHUTDOWN_TIMEOUT =
      Setting.duration(
          "loopline.shutdown.timeout",
          Duration.ofSeconds(25),
          "after this a stopping process ends without further waiting");
  static final Setting<SortedMap<String, String>> KAFKA =
      Setting.group(
          "loopline.kafka.",
          "Kafka client properties",
          "further properties of every Kafka client; those the guarantees stand on are refused or"
              + " overridden");

  private static final List<Setting<?>> OWN =
      List.of(
          BOOTSTRAP_SERVERS,
          INSTANCE,
          HTTP_PORT,
          ARTIFACTS_DIRECTORY,
          STATE_DIRECTORY,
          SHUTDOWN_TIMEOUT,
          KAFKA);

  /** What every service reads. */
  static final List<Setting<?>> SETTINGS =
      Stream.of(
              OWN,
              WorkerConfig.SETTINGS,
              RegistryKeys.SETTINGS,
              SerdeConfig.SETTINGS,
              ProcessSettings.SETTINGS)
          .<Setting<?>>flatMap(List::stream)
          .toList();

  public ServiceConfig {
    requireNonNull(service, "service is null");
    if (!instance.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,127}")) {
      throw new InvalidConfiguration(
          INSTANCE.name(), instance, "must be letters, digits, '.', '_' or '-', at most 128");
    }
    for (String server : bootstrapServers.split(",", -1)) {
      if (!server.strip().matches("\\S+:\\d{1,5}")) {
        throw new InvalidConfiguration(
            BOOTSTRAP_SERVERS.name(), bootstrapServers, "must be host:port, comma-separated");
      }
    }
    requireNonNull(registry, "registry is null");
    if (httpPort < 0 || httpPort > 65535) {
      throw new InvalidConfiguration(
          HTTP_PORT.name(), Integer.toString(httpPort), "must be between 0 and 65535");
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
        settings.get(INSTANCE).orElse(service + "-1"),
        settings.get(BOOTSTRAP_SERVERS),
        RegistryKeys.read(settings),
        settings.get(HTTP_PORT),
        settings.get(ARTIFACTS_DIRECTORY),
        settings.get(STATE_DIRECTORY),
        settings.get(SHUTDOWN_TIMEOUT),
        WorkerConfig.from(settings),
        settings.get(KAFKA));
  }
}
