package io.loopline.service;

import java.util.List;

/**
 * What is read before there are settings: where they are, and how much is logged. Only declared
 * here; {@code logback.xml} and {@link Settings} read them.
 */
final class ProcessSettings {
  static final List<Setting<?>> SETTINGS =
      List.of(
          Setting.optional(
              Settings.FILE_PROPERTY,
              "",
              "path of a properties file",
              "further settings; system properties and environment are stronger"),
          Setting.optional(
              "loopline.log.level",
              "INFO",
              "TRACE, DEBUG, INFO, WARN, ERROR; system property only",
              "what Loopline's own classes log"),
          Setting.optional(
              "loopline.log.kafka.level",
              "WARN",
              "TRACE, DEBUG, INFO, WARN, ERROR; system property only",
              "what Kafka's clients log"));

  private ProcessSettings() {}
}
