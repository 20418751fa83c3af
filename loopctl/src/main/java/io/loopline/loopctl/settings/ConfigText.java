package io.loopline.loopctl.settings;

import io.loopline.loopctl.settings.ServiceSettings.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The settings of services as a table for a person. Pure. */
final class ConfigText {
  private ConfigText() {}

  static List<String> lines(List<ServiceSettings> services) {
    List<String> text = new ArrayList<>();
    for (ServiceSettings service : services) {
      if (!text.isEmpty()) {
        text.add("");
      }
      text.add(service.service());
      List<Row> rows = service.lines().stream().flatMap(ConfigText::rows).toList();
      int name = rows.stream().mapToInt(row -> row.name().length()).max().orElse(1);
      int value = rows.stream().mapToInt(row -> row.value().length()).max().orElse(1);
      String form = "  %-" + name + "s  %-" + value + "s  %s";
      rows.forEach(row -> text.add(form.formatted(row.name(), row.value(), row.source())));
    }
    return text;
  }

  private record Row(String name, String value, String source) {}

  private static Stream<Row> rows(Line line) {
    String name = line.declared().name();
    if (!line.entries().isEmpty()) {
      String prefix = name.substring(0, name.length() - 1);
      return new TreeMap<>(line.entries())
          .entrySet().stream()
              .map(entry -> new Row(prefix + entry.getKey(), entry.getValue(), "set"));
    }
    String otherwise = line.declared().defaultValue();
    return Stream.of(
        new Row(
            name,
            line.value().orElse(otherwise.isEmpty() ? "-" : otherwise),
            line.source().orElse("default")));
  }
}
