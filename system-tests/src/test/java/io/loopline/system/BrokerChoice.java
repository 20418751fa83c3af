package io.loopline.system;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * On which broker the system tests are to run. A choice by name never falls through to another one.
 */
sealed interface BrokerChoice {
  String DEFAULT_IMAGE = "apache/kafka:4.3.1";

  /** A broker that is there already; it must be for these tests alone. */
  record External(String bootstrap) implements BrokerChoice {
    public External {
      requireNonNull(bootstrap, "bootstrap is null");
    }
  }

  /** A container of this image, or a failure. */
  record Container(String image) implements BrokerChoice {
    public Container {
      requireNonNull(image, "image is null");
    }
  }

  /** A process of the local stack. */
  record Local() implements BrokerChoice {}

  /** A container of this image where Docker runs and has it, else a process of the local stack. */
  record Automatic(String image) implements BrokerChoice {
    public Automatic {
      requireNonNull(image, "image is null");
    }
  }

  /** The choice of this run: system properties, then the environment. */
  static BrokerChoice ofThisRun() {
    return of(BrokerChoice::setting);
  }

  /**
   * The choice that these settings say.
   *
   * @param settings values by environment name; a blank one counts as none
   * @throws IllegalArgumentException naming the setting that is wrong or missing
   */
  static BrokerChoice of(Function<String, Optional<String>> settings) {
    Function<String, Optional<String>> given =
        name -> settings.apply(name).map(String::strip).filter(value -> !value.isEmpty());
    Optional<String> bootstrap = given.apply("LOOPLINE_TEST_BOOTSTRAP");
    String image = given.apply("LOOPLINE_TEST_KAFKA_IMAGE").orElse(DEFAULT_IMAGE);
    String broker =
        given
            .apply("LOOPLINE_TEST_BROKER")
            .orElseGet(() -> bootstrap.isPresent() ? "external" : "automatic");
    return switch (broker) {
      case "external" ->
          new External(
              bootstrap.orElseThrow(() ->
                  new IllegalArgumentException(
                      "LOOPLINE_TEST_BROKER is external and LOOPLINE_TEST_BOOTSTRAP is not set; set"
                          + " it to HOST:PORT of a broker for these tests alone")));
      case "container" -> new Container(image);
      case "local" -> new Local();
      case "automatic" -> new Automatic(image);
      default ->
          throw new IllegalArgumentException(
              "LOOPLINE_TEST_BROKER is external, container, local or automatic, not " + broker);
    };
  }

  private static Optional<String> setting(String environmentName) {
    String property = environmentName.toLowerCase(Locale.ROOT).replace('_', '.');
    return Optional.ofNullable(System.getProperty(property, System.getenv(environmentName)));
  }
}
