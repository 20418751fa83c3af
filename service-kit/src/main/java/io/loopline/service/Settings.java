package io.loopline.service;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads settings by property name. Sources, strongest first: system properties, environment
 * (LOOPLINE_HTTP_PORT is loopline.http.port), the file named by {@code -Dloopline.config=FILE} (a
 * properties file). An empty value counts as not set. Every refusal is an {@link
 * InvalidConfiguration} that names the property. What can be read is what a {@link Setting}
 * declares. Immutable; safe for all threads.
 */
public final class Settings {
  static final String FILE_PROPERTY = "loopline.config";
  private static final String PREFIX = "loopline.";

  private final SmallRyeConfig config;
  private final Optional<List<Setting<?>>> declared;

  private Settings(SmallRyeConfig config, Optional<List<Setting<?>>> declared) {
    this.config = config;
    this.declared = declared;
  }

  /** Settings of this process. */
  public static Settings ofProcess() {
    Map<String, String> system = new HashMap<>();
    Properties properties = System.getProperties();
    properties
        .stringPropertyNames()
        .forEach(name -> system.put(name, properties.getProperty(name)));
    return of(system, System.getenv());
  }

  /** Settings of the given sources; {@code loopline.config} is looked up in them too. */
  public static Settings of(Map<String, String> system, Map<String, String> environment) {
    String file =
        system.getOrDefault(FILE_PROPERTY, environment.getOrDefault("LOOPLINE_CONFIG", ""));
    Map<String, String> fromFile = file.isBlank() ? Map.of() : read(Path.of(file));
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withSources(
                new PropertiesConfigSource(system, "system properties", 400),
                new PropertiesConfigSource(dotted(environment), "environment by group", 299),
                new EnvConfigSource(environment, 300),
                new PropertiesConfigSource(fromFile, file, 200))
            .build();
    return new Settings(config, Optional.empty());
  }

  /** The same, and reading anything that is not declared is a bug that shows at once. */
  Settings declaring(List<Setting<?>> settings) {
    return new Settings(config, Optional.of(List.copyOf(settings)));
  }

  /** The value of a setting, checked; its default when it is not set. */
  public <T> T get(Setting<T> setting) {
    if (declared.isPresent() && !declared.get().contains(setting)) {
      throw new IllegalStateException(
          setting.name() + " is read, but the service does not declare it (bug)");
    }
    return setting.reader().apply(this);
  }

  /**
   * Values that are set here and belong to nobody else, so that they can be kept out of texts: of
   * declared secrets, and passwords among the properties of Kafka and registry clients.
   */
  public List<String> secretValues() {
    return declared.map(settings -> SecretValues.of(this, settings)).orElse(List.of());
  }

  /** Where a property's value comes from, in words; empty when it is not set. */
  Optional<String> source(String property) {
    return value(property)
        .map(_ -> String.valueOf(config.getConfigValue(property).getConfigSourceName()))
        .map(name ->
            name.startsWith("Env")
                ? "environment"
                : name.replaceFirst("^PropertiesConfigSource\\[source=(.*)]$", "$1"));
  }

  /** Set {@code loopline.} properties that none of these settings is about; sorted. */
  List<String> unknown(List<Setting<?>> known) {
    return group(PREFIX).keySet().stream()
        .map(PREFIX::concat)
        .filter(property -> known.stream().noneMatch(setting -> setting.isAbout(property)))
        .toList();
  }

  /** The value as it is written, unchecked; empty when it is not set. */
  Optional<String> written(String property) {
    return value(property);
  }

  String text(String property, String defaultValue) {
    return value(property).orElse(defaultValue);
  }

  /** A whole number within the bounds, both allowed. */
  int integer(String property, int defaultValue, int minimum, int maximum) {
    String text = text(property, Integer.toString(defaultValue));
    int number;
    try {
      number = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new InvalidConfiguration(property, text, "not a whole number");
    }
    if (number < minimum || number > maximum) {
      throw new InvalidConfiguration(
          property, text, "must be between " + minimum + " and " + maximum);
    }
    return number;
  }

  /** True or false, spelt so. */
  boolean flag(String property, boolean defaultValue) {
    String text = text(property, Boolean.toString(defaultValue)).toLowerCase(Locale.ROOT);
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new InvalidConfiguration(property, text, "must be true or false");
    };
  }

  /** A positive span: a number with ms, s, m or h (such as 30s), or ISO-8601 (PT30S). */
  Duration duration(String property, Duration defaultValue) {
    String text = text(property, defaultValue.toString());
    Duration duration;
    try {
      duration = parse(text.strip());
    } catch (NumberFormatException | DateTimeParseException | ArithmeticException e) {
      throw new InvalidConfiguration(property, text, "not a duration such as 500ms, 30s, 5m, 1h");
    }
    if (duration.isNegative() || duration.isZero()) {
      throw new InvalidConfiguration(property, text, "must be longer than zero");
    }
    return duration;
  }

  /** A path, made absolute against the working directory. */
  Path path(String property, Path defaultValue) {
    String text = text(property, defaultValue.toString());
    try {
      return Path.of(text).toAbsolutePath().normalize();
    } catch (java.nio.file.InvalidPathException e) {
      throw new InvalidConfiguration(property, text, "not a path: " + e.getReason());
    }
  }

  /** Every set property that starts with the prefix, named without it; sorted. */
  SortedMap<String, String> group(String prefix) {
    SortedMap<String, String> group = new TreeMap<>();
    for (String name : config.getPropertyNames()) {
      if (name.startsWith(prefix) && name.length() > prefix.length()) {
        value(name).ifPresent(value -> group.put(name.substring(prefix.length()), value));
      }
    }
    return Collections.unmodifiableSortedMap(group);
  }

  private Optional<String> value(String property) {
    return config
        .getOptionalValue(property, String.class)
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private static Duration parse(String text) {
    if (text.endsWith("ms")) {
      return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
    }
    String number = text.isEmpty() ? text : text.substring(0, text.length() - 1);
    return switch (text.isEmpty() ? ' ' : text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(Long.parseLong(number));
      case 'm' -> Duration.ofMinutes(Long.parseLong(number));
      case 'h' -> Duration.ofHours(Long.parseLong(number));
      default -> Duration.parse(text);
    };
  }

  /** Names a group cannot ask for one by one: LOOPLINE_KAFKA_SESSION_TIMEOUT_MS and the like. */
  private static Map<String, String> dotted(Map<String, String> environment) {
    Map<String, String> dotted = new HashMap<>();
    environment.forEach((name, value) -> {
      if (name.startsWith("LOOPLINE_")) {
        dotted.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
      }
    });
    return dotted;
  }

  private static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidConfiguration(
          FILE_PROPERTY, file.toString(), "cannot be read as a properties file: " + e);
    }
    Map<String, String> values = new HashMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> values.put(name, properties.getProperty(name)));
    return values;
  }
}
