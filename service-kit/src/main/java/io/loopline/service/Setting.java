package io.loopline.service;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * A setting, declared once: {@link Settings#get} reads it by this, {@link SettingsReport} shows it
 * by this, and {@code docs/configuration.md} is made from it. Immutable.
 *
 * @param name property name; of a group its prefix and {@code *}
 * @param defaultValue what holds when it is not set, as it would be written; empty for nothing
 * @param allowed type and bounds in words
 * @param meaning one line for an operator
 * @param secret whether its value must not be shown
 * @param reader reads and checks it
 */
public record Setting<T>(
    String name,
    String defaultValue,
    String allowed,
    String meaning,
    boolean secret,
    Function<Settings, T> reader) {

  public Setting {
    if (!name.matches("loopline(\\.[a-z0-9-]+)+(\\.\\*)?")) {
      throw new IllegalArgumentException("not a property name: " + name);
    }
    requireNonNull(defaultValue, "defaultValue is null");
    requireNonNull(allowed, "allowed is null");
    requireNonNull(meaning, "meaning is null");
    requireNonNull(reader, "reader is null");
  }

  /** Text with a default. */
  public static Setting<String> text(
      String name, String defaultValue, String allowed, String meaning) {
    return new Setting<>(
        name, defaultValue, allowed, meaning, false, settings -> settings.text(name, defaultValue));
  }

  /** Text that may be absent; {@code otherwise} says in words what holds then. */
  public static Setting<Optional<String>> optional(
      String name, String otherwise, String allowed, String meaning) {
    return new Setting<>(
        name, otherwise, allowed, meaning, false, settings -> settings.written(name));
  }

  /** Text that may be absent and is never shown. */
  public static Setting<Optional<String>> secret(String name, String allowed, String meaning) {
    return new Setting<>(name, "", allowed, meaning, true, settings -> settings.written(name));
  }

  /** A whole number within the bounds, both allowed. */
  public static Setting<Integer> integer(
      String name, int defaultValue, int minimum, int maximum, String meaning) {
    return new Setting<>(
        name,
        Integer.toString(defaultValue),
        minimum + " to " + maximum,
        meaning,
        false,
        settings -> settings.integer(name, defaultValue, minimum, maximum));
  }

  /** True or false. */
  public static Setting<Boolean> flag(String name, boolean defaultValue, String meaning) {
    return new Setting<>(
        name,
        Boolean.toString(defaultValue),
        "true or false",
        meaning,
        false,
        settings -> settings.flag(name, defaultValue));
  }

  /** A span longer than zero. */
  public static Setting<Duration> duration(String name, Duration defaultValue, String meaning) {
    return new Setting<>(
        name,
        words(defaultValue),
        "duration",
        meaning,
        false,
        settings -> settings.duration(name, defaultValue));
  }

  /** A path; a relative one is resolved against the working directory. */
  public static Setting<Path> path(String name, Path defaultValue, String meaning) {
    return new Setting<>(
        name,
        defaultValue.toString(),
        "path",
        meaning,
        false,
        settings -> settings.path(name, defaultValue));
  }

  /** Every property that starts with the prefix, such as {@code loopline.kafka.}, without it. */
  public static Setting<SortedMap<String, String>> group(
      String prefix, String allowed, String meaning) {
    return new Setting<>(
        prefix + "*", "", allowed, meaning, false, settings -> settings.group(prefix));
  }

  boolean isGroup() {
    return name.endsWith(".*");
  }

  String prefix() {
    return name.substring(0, name.length() - 1);
  }

  /** Whether the property sets this; the environment knows no hyphens, so they do not count. */
  boolean isAbout(String property) {
    String asked = property.toLowerCase(Locale.ROOT).replace('-', '.');
    String own = name.replace('-', '.');
    return isGroup() ? asked.startsWith(own.substring(0, own.length() - 1)) : asked.equals(own);
  }

  private static String words(Duration duration) {
    long ms = duration.toMillis();
    return ms % 1_000 != 0 ? ms + "ms" : ms % 60_000 != 0 ? ms / 1_000 + "s" : ms / 60_000 + "m";
  }
}
