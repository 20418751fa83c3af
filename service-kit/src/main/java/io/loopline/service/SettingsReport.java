package io.loopline.service;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Every setting of a service with its meaning and the value it has here. Secrets are never in it.
 */
final class SettingsReport {
  private static final String HIDDEN = "(hidden)";
  private static final List<String> TELLING = List.of("password", "jaas", "secret", "key", "token");

  private SettingsReport() {}

  /**
   * Fields: {@code service}; {@code settings}, each with {@code name}, {@code default}, {@code
   * allowed}, {@code meaning}, and what is set here: {@code value} and {@code source}, or of a
   * group {@code entries}; {@code unknown}, set properties that mean nothing; {@code problems}, why
   * the service would not start.
   */
  static ObjectNode of(String service, Settings settings, List<Setting<?>> declared) {
    ObjectNode report = JsonNodeFactory.instance.objectNode().put("service", service);
    ArrayNode list = report.putArray("settings");
    Set<String> problems = new LinkedHashSet<>();
    for (Setting<?> setting : declared) {
      describe(setting, settings, list.addObject());
      check(() -> settings.get(setting), problems);
    }
    check(() -> new KafkaClients(ServiceConfig.from(service, settings)), problems);
    ArrayNode unknown = report.putArray("unknown");
    settings.unknown(declared).forEach(unknown::add);
    ArrayNode refused = report.putArray("problems");
    problems.forEach(refused::add);
    return report;
  }

  private static void describe(Setting<?> setting, Settings settings, ObjectNode line) {
    line.put("name", setting.name())
        .put("default", setting.defaultValue())
        .put("allowed", setting.allowed())
        .put("meaning", setting.meaning());
    if (setting.isGroup()) {
      ObjectNode entries = line.putObject("entries");
      settings
          .group(setting.prefix())
          .forEach((key, value) -> entries.put(key, tells(key) ? HIDDEN : value));
      return;
    }
    settings
        .written(setting.name())
        .ifPresent(value -> line.put("value", setting.secret() ? HIDDEN : value));
    settings.source(setting.name()).ifPresent(source -> line.put("source", source));
  }

  private static void check(Runnable read, Set<String> problems) {
    try {
      read.run();
    } catch (InvalidConfiguration refused) {
      problems.add(String.valueOf(refused.getMessage()));
    }
  }

  private static boolean tells(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return TELLING.stream().anyMatch(lower::contains);
  }
}
