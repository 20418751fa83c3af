package io.loopline.model.catalogue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one entry of a model file, read with their bounds.
 *
 * @param path where it stands, such as {@code profiles.openai}
 * @param values fields by name
 */
record Fields(String path, Map<?, ?> values) {
  private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m|h)");

  /** The fields of a value that must be a map with no fields but the known ones. */
  static Fields of(String path, @Nullable Object value, Set<String> known) throws Malformed {
    if (!(value instanceof Map<?, ?> fields)) {
      throw new Malformed("%s: expected a map, found %s".formatted(path, kind(value)));
    }
    Set<String> unknown = new TreeSet<>();
    fields.keySet().stream()
        .map(String::valueOf)
        .filter(field -> !known.contains(field))
        .forEach(unknown::add);
    if (!unknown.isEmpty()) {
      throw new Malformed(
          "%s: unknown fields %s (known: %s)".formatted(path, unknown, new TreeSet<>(known)));
    }
    return new Fields(path, fields);
  }

  /** A value where a map belongs; text is not shown, because it may be a key in the wrong place. */
  static Object kind(@Nullable Object value) {
    return switch (value) {
      case null -> "nothing";
      case String _ -> "text";
      default -> value;
    };
  }

  boolean has(String field) {
    return values.get(field) != null;
  }

  long number(String field, long from, long to) throws Malformed {
    Object value = values.get(field);
    if ((value instanceof Integer || value instanceof Long)
        && value instanceof Number number
        && number.longValue() >= from
        && number.longValue() <= to) {
      return number.longValue();
    }
    throw wrong(field, "a whole number from %d to %d".formatted(from, to));
  }

  @Nullable Integer optionalNumber(String field, int from, int to) throws Malformed {
    return has(field) ? (int) number(field, from, to) : null;
  }

  @Nullable Double optionalDecimal(String field, double from, double to) throws Malformed {
    if (!has(field)) {
      return null;
    }
    if (values.get(field) instanceof Number number
        && number.doubleValue() >= from
        && number.doubleValue() <= to) {
      return number.doubleValue();
    }
    throw wrong(field, "a number from %s to %s".formatted(from, to));
  }

  String text(String field) throws Malformed {
    return optionalText(field).orElseThrow(() -> wrong(field, "text"));
  }

  Optional<String> optionalText(String field) throws Malformed {
    Object value = values.get(field);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text && !text.isBlank()) {
      return Optional.of(text.strip());
    }
    throw wrong(field, "text");
  }

  Duration span(String field, Duration otherwise) throws Malformed {
    Object value = values.get(field);
    if (value == null) {
      return otherwise;
    }
    Matcher matcher = SPAN.matcher(String.valueOf(value));
    if (!matcher.matches()) {
      throw wrong(field, "a span such as 500ms, 90s, 2m or 1h");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  List<String> names(String field) throws Malformed {
    Object value = values.get(field);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw wrong(field, "a list of profile names");
    }
    List<String> names = new ArrayList<>();
    for (Object name : list) {
      if (!(name instanceof String text) || names.contains(text)) {
        throw wrong(field, "a list of profile names, each once");
      }
      names.add(text);
    }
    return names;
  }

  Malformed wrong(String field, String expected) {
    Object found = values.get(field);
    return new Malformed(
        "%s.%s: expected %s, found %s"
            .formatted(path, field, expected, found == null ? "nothing" : found));
  }
}
