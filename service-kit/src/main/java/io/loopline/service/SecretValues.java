package io.loopline.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Secret values among settings. Pure. */
final class SecretValues {
  /** Of a JAAS configuration, in which the rest is no secret. */
  private static final Pattern JAAS_PASSWORD =
      Pattern.compile("password\\s*=\\s*\"([^\"]+)\"", Pattern.CASE_INSENSITIVE);

  private SecretValues() {}

  /** Of {@code user:password} both the whole and the password. */
  static List<String> of(Settings settings, List<Setting<?>> declared) {
    List<String> values = new ArrayList<>();
    for (Setting<?> setting : declared) {
      if (setting.isGroup()) {
        settings.group(setting.prefix()).forEach((name, value) -> add(name, value, values));
      } else if (setting.secret()) {
        settings.written(setting.name()).ifPresent(value -> add(value, values));
      }
    }
    return values;
  }

  private static void add(String value, List<String> values) {
    values.add(value);
    int colon = value.indexOf(':');
    if (colon > 0 && colon < value.length() - 1) {
      values.add(value.substring(colon + 1));
    }
  }

  private static void add(String name, String value, List<String> values) {
    String lower = name.toLowerCase(Locale.ROOT);
    Matcher jaas = JAAS_PASSWORD.matcher(value);
    if (lower.endsWith("password") || lower.endsWith("secret")) {
      values.add(value);
    }
    while (lower.endsWith("jaas.config") && jaas.find()) {
      values.add(jaas.group(1));
    }
  }
}
