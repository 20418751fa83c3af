package io.loopline.loopctl.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a service said about its settings when it was started with {@code --settings}.
 *
 * @param service its name
 * @param lines its settings in the order they are declared
 * @param unknown set properties that no setting is about
 * @param problems why it would not start
 */
record ServiceSettings(
    String service, List<Line> lines, List<String> unknown, List<String> problems) {

  ServiceSettings {
    lines = List.copyOf(lines);
    unknown = List.copyOf(unknown);
    problems = List.copyOf(problems);
  }

  /**
   * One setting.
   *
   * @param value what is set, as it is written; empty when nothing is
   * @param source where that comes from; empty when nothing is set
   * @param entries what is set of a group, by the name after its prefix
   */
  record Line(
      Declared declared,
      Optional<String> value,
      Optional<String> source,
      Map<String, String> entries) {
    Line {
      entries = Map.copyOf(entries);
    }
  }

  /** What does not depend on this machine: the same for every service that has the setting. */
  record Declared(String name, String defaultValue, String allowed, String meaning) {}

  static ServiceSettings of(JsonNode report) {
    List<Line> lines = new ArrayList<>();
    report.path("settings").forEach(setting -> lines.add(line(setting)));
    return new ServiceSettings(
        report.path("service").asText(),
        lines,
        texts(report.path("unknown")),
        texts(report.path("problems")));
  }

  private static Line line(JsonNode setting) {
    Map<String, String> entries = new TreeMap<>();
    setting
        .path("entries")
        .properties()
        .forEach(entry -> entries.put(entry.getKey(), entry.getValue().asText()));
    return new Line(
        new Declared(
            setting.path("name").asText(),
            setting.path("default").asText(),
            setting.path("allowed").asText(),
            setting.path("meaning").asText()),
        Optional.ofNullable(setting.path("value").textValue()),
        Optional.ofNullable(setting.path("source").textValue()),
        entries);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
