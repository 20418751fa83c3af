package io.loopline.loopctl.settings;

import io.loopline.loopctl.settings.ServiceSettings.Declared;
import io.loopline.loopctl.settings.ServiceSettings.Line;
import java.util.ArrayList;
import java.util.List;

/** {@code docs/configuration.md}, made from what the services declare. Pure. */
final class ConfigurationPage {
  private static final String HEAD =
      """
      # Configuration

      Made from the settings the services declare. Do not edit; regenerate with

          ./loop config --markdown > docs/configuration.md

      A setting is looked for in the system properties, then in the environment (`LOOPLINE_HTTP_PORT` is
      `loopline.http.port`, `LOOPLINE_WORKER_IN_FLIGHT` is `loopline.worker.in-flight`), then in the properties file named
      by `loopline.config`. An empty value counts as not set. Durations are a number and a unit: `500ms`, `30s`, `5m`,
      `1h`. A value that is not allowed ends the start with exit code 2 and the property's name; a `loopline.` property
      that is no setting is named in a warning and ignored.

      `./loop config` shows the values the services of the local stack get here, and where each comes from. A service
      started with the one argument `--settings` prints the same as JSON and ends.
      """;

  private ConfigurationPage() {}

  static String of(List<ServiceSettings> services) {
    List<Declared> common =
        services.isEmpty()
            ? List.of()
            : declared(services.getFirst()).stream()
                .filter(setting ->
                    services.stream().allMatch(service -> declared(service).contains(setting)))
                .toList();
    List<String> page = new ArrayList<>();
    page.add(HEAD.stripTrailing());
    section("Every service", common, page);
    for (ServiceSettings service : services) {
      List<Declared> own =
          declared(service).stream().filter(setting -> !common.contains(setting)).toList();
      if (!own.isEmpty()) {
        section(service.service(), own, page);
      }
    }
    return String.join("\n", page) + "\n";
  }

  private static void section(String title, List<Declared> settings, List<String> page) {
    page.add("");
    page.add("## " + title);
    page.add("");
    page.add("| property | default | allowed | meaning |");
    page.add("|---|---|---|---|");
    for (Declared setting : settings) {
      page.add(
          "| `%s` | %s | %s | %s |"
              .formatted(
                  setting.name(),
                  defaultValue(setting.defaultValue()),
                  cell(setting.allowed()),
                  cell(setting.meaning())));
    }
  }

  /** A value as code; words, which have blanks, as they are. */
  private static String defaultValue(String value) {
    if (value.isEmpty()) {
      return "none";
    }
    return value.contains(" ") ? cell(value) : "`" + value + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  private static List<Declared> declared(ServiceSettings service) {
    return service.lines().stream().map(Line::declared).toList();
  }
}
