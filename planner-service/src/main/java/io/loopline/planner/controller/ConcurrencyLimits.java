package io.loopline.planner.controller;

import io.loopline.service.InvalidConfiguration;
import io.loopline.service.Setting;
import io.loopline.service.Settings;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * How many loops of a label may run at once. A rule is for one value of a label or, with {@code *},
 * for every value, each counted by itself. Immutable.
 */
final class ConcurrencyLimits {
  private static final String EVERY_VALUE = "*";
  private static final int LARGEST = 1_000_000;

  /** What {@link #from} reads. */
  static final Setting<String> SETTING =
      Setting.text(
          "loopline.controller.concurrency-limits",
          "",
          "NAME=VALUE:LIMIT, separated by commas; VALUE may be *",
          "how many loops with a label may run at once; * limits each value by itself");

  static final ConcurrencyLimits NONE = new ConcurrencyLimits(Map.of());

  private final Map<String, Integer> rules;

  private ConcurrencyLimits(Map<String, Integer> rules) {
    this.rules = Map.copyOf(rules);
  }

  /**
   * The limits of the settings.
   *
   * @throws InvalidConfiguration when a rule has no limit, or a name that another one has
   */
  static ConcurrencyLimits from(Settings settings) {
    return parse(settings.get(SETTING));
  }

  static ConcurrencyLimits parse(String text) {
    Map<String, Integer> rules = new TreeMap<>();
    for (String rule : text.split(",", -1)) {
      String trimmed = rule.trim();
      if (trimmed.isEmpty() && text.isBlank()) {
        continue;
      }
      int colon = trimmed.lastIndexOf(':');
      int equals = trimmed.indexOf('=');
      if (equals < 1 || colon <= equals + 1) {
        throw invalid(text, "'" + trimmed + "' is not NAME=VALUE:LIMIT");
      }
      String label = trimmed.substring(0, colon).trim();
      if (rules.put(label, limit(text, trimmed.substring(colon + 1).trim())) != null) {
        throw invalid(text, label + " is there twice");
      }
    }
    return new ConcurrencyLimits(rules);
  }

  private static int limit(String text, String number) {
    if (number.matches("[0-9]{1,7}")) {
      int limit = Integer.parseInt(number);
      if (limit >= 1 && limit <= LARGEST) {
        return limit;
      }
    }
    throw invalid(text, "'" + number + "' is not a limit from 1 to " + LARGEST);
  }

  private static InvalidConfiguration invalid(String text, String why) {
    return new InvalidConfiguration(SETTING.name(), text, why);
  }

  /** Those of the labels that are limited, as NAME=VALUE in alphabetical order. */
  List<String> of(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .filter(label -> limit(label).isPresent())
        .distinct()
        .sorted()
        .toList();
  }

  /** How many loops with this label, as NAME=VALUE, may run; empty for any number. */
  OptionalInt limit(String label) {
    Integer exact = rules.get(label);
    Integer rule =
        exact != null ? exact : rules.get(label.substring(0, label.indexOf('=') + 1) + EVERY_VALUE);
    return rule == null ? OptionalInt.empty() : OptionalInt.of(rule);
  }
}
