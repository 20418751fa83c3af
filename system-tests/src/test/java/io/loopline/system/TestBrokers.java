package io.loopline.system;

import io.loopline.loopctl.stack.BrokerProperties;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** Gets the broker that was chosen. */
final class TestBrokers {
  private TestBrokers() {}

  /**
   * Starts or finds the broker.
   *
   * @throws IllegalStateException when the one that was named cannot be had
   */
  static TestBroker get(BrokerChoice choice) {
    return switch (choice) {
      case BrokerChoice.External external ->
          new TestBroker.External(external.bootstrap(), NewTopics.since(external.bootstrap()));
      case BrokerChoice.Local _ -> new TestBroker.Local("");
      case BrokerChoice.Container container -> {
        if (!dockerRuns()) {
          throw new IllegalStateException(
              "LOOPLINE_TEST_BROKER is container and no Docker answers; start Docker or set"
                  + " DOCKER_HOST, or choose local");
        }
        yield start(container.image());
      }
      case BrokerChoice.Automatic automatic -> automatic(automatic.image());
    };
  }

  private static TestBroker automatic(String image) {
    if (!dockerRuns()) {
      return new TestBroker.Local(" (no Docker answers)");
    }
    try {
      return start(image);
    } catch (RuntimeException failure) {
      return new TestBroker.Local(
          " (Docker runs, but a container of %s does not: %s)".formatted(image, root(failure)));
    }
  }

  private static boolean dockerRuns() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  private static TestBroker start(String image) {
    KafkaContainer container =
        new KafkaContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("apache/kafka"))
            .withEnv(environment());
    try {
      container.start();
      return new TestBroker.Container(container);
    } catch (RuntimeException failure) {
      container.close();
      throw failure;
    }
  }

  /** The container's broker behaves like the local one. */
  private static Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    BrokerProperties.behaviour()
        .forEach((name, value) ->
            environment.put("KAFKA_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
    return environment;
  }

  private static String root(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse(cause.toString());
  }
}
