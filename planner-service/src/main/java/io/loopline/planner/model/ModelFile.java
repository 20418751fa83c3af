package io.loopline.planner.model;

import io.loopline.core.ModelTerms;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * The text of a model catalogue: a map {@code models} of names to prices and sizes. Every field is
 * needed and no other is known, so a misspelt price is not a free model.
 */
final class ModelFile {
  private static final Set<String> FIELDS =
      Set.of("input", "cached_input", "output", "context_tokens", "max_output_tokens");

  /** Words that name the model, the field, what was found and what is allowed. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  private ModelFile() {}

  static Map<String, ModelEntry> read(String yaml) throws Malformed {
    Object document;
    try {
      LoadSettings settings =
          LoadSettings.builder().setSchema(new CoreSchema()).setAllowDuplicateKeys(false).build();
      document = new Load(settings).loadFromString(yaml);
    } catch (YamlEngineException e) {
      throw new Malformed("not YAML: " + e.getMessage());
    }
    if (!(document instanceof Map<?, ?> root)
        || !(root.get("models") instanceof Map<?, ?> models)
        || root.size() != 1) {
      throw new Malformed("expected the one key 'models' with a map of names to models");
    }
    Map<String, ModelEntry> entries = new TreeMap<>();
    for (Map.Entry<?, ?> model : models.entrySet()) {
      String name = String.valueOf(model.getKey());
      entries.put(name, entry(name, model.getValue()));
    }
    return entries;
  }

  private static ModelEntry entry(String name, @Nullable Object value) throws Malformed {
    if (!(value instanceof Map<?, ?> fields)) {
      throw new Malformed("models.%s: expected a map, found %s".formatted(name, value));
    }
    Set<Object> unknown = new TreeSet<>();
    fields.keySet().stream()
        .map(String::valueOf)
        .filter(field -> !FIELDS.contains(field))
        .forEach(unknown::add);
    if (!unknown.isEmpty()) {
      throw new Malformed(
          "models.%s: unknown fields %s (known: %s)"
              .formatted(name, unknown, new TreeSet<>(FIELDS)));
    }
    long context = number(name, fields, "context_tokens", 1, ModelTerms.LARGEST_CONTEXT);
    return new ModelEntry(
        name,
        number(name, fields, "input", 0, ModelTerms.LARGEST_PRICE),
        number(name, fields, "cached_input", 0, ModelTerms.LARGEST_PRICE),
        number(name, fields, "output", 0, ModelTerms.LARGEST_PRICE),
        context,
        number(name, fields, "max_output_tokens", 1, context));
  }

  private static long number(String name, Map<?, ?> fields, String field, long from, long to)
      throws Malformed {
    Object value = fields.get(field);
    if ((value instanceof Integer || value instanceof Long)
        && value instanceof Number number
        && number.longValue() >= from
        && number.longValue() <= to) {
      return number.longValue();
    }
    throw new Malformed(
        "models.%s.%s: expected a whole number from %d to %d, found %s"
            .formatted(name, field, from, to, value == null ? "nothing" : value));
  }
}
