package io.loopline.model.catalogue;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * The text of a model catalogue: a map {@code models} of names to prices and sizes, a map {@code
 * limits} of names to limits that profiles share, and a map {@code profiles} of names to ways to
 * ask them. A model needs its prices and sizes, and no other field is known anywhere, so a misspelt
 * price is not a free model.
 *
 * @param models by name
 * @param profiles by name; what they refer to is not looked up yet
 */
record ModelFile(Map<String, ModelEntry> models, Map<String, ModelProfile> profiles) {
  private static final Set<String> MODEL =
      Set.of(
          "input",
          "cached_input",
          "cache_write",
          "output",
          "context_tokens",
          "max_output_tokens",
          "token_percent");
  private static final int MOST_PERCENT = 1_000;

  static ModelFile read(String yaml) throws Malformed {
    Object document;
    try {
      LoadSettings settings =
          LoadSettings.builder().setSchema(new CoreSchema()).setAllowDuplicateKeys(false).build();
      document = new Load(settings).loadFromString(yaml);
    } catch (YamlEngineException e) {
      throw new Malformed("not YAML" + place(e));
    }
    if (!(document instanceof Map<?, ?> root)
        || root.isEmpty()
        || !Set.of("models", "limits", "profiles").containsAll(root.keySet())) {
      throw new Malformed(
          "expected the keys 'models', 'limits' and 'profiles', or some of them, each with a map of"
              + " names");
    }
    Map<String, ModelEntry> models = new TreeMap<>();
    for (Map.Entry<?, ?> model : names(root, "models").entrySet()) {
      String name = String.valueOf(model.getKey());
      models.put(name, model(name, model.getValue()));
    }
    Map<String, ModelLimits> limits = new TreeMap<>();
    for (Map.Entry<?, ?> shared : names(root, "limits").entrySet()) {
      String name = String.valueOf(shared.getKey());
      limits.put(
          name,
          ModelLimits.read(
              name, Fields.of("limits." + name, shared.getValue(), ModelLimits.KNOWN)));
    }
    Map<String, ModelProfile> profiles = new TreeMap<>();
    for (Map.Entry<?, ?> profile : names(root, "profiles").entrySet()) {
      String name = String.valueOf(profile.getKey());
      profiles.put(name, ProfileFields.read(name, profile.getValue(), limits));
    }
    return new ModelFile(models, profiles);
  }

  private static Map<?, ?> names(Map<?, ?> root, String key) throws Malformed {
    Object value = root.get(key);
    if (value == null && !root.containsKey(key)) {
      return Map.of();
    }
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new Malformed("%s: expected a map of names, found %s".formatted(key, Fields.kind(value)));
  }

  /** Where it is broken, and how, without the text that stands there: it may be a key. */
  private static String place(YamlEngineException e) {
    if (!(e instanceof MarkedYamlEngineException marked)) {
      return "";
    }
    String line =
        marked.getProblemMark().map(mark -> " in line " + (mark.getLine() + 1)).orElse("");
    return line + ": " + marked.getProblem();
  }

  private static ModelEntry model(String name, @Nullable Object value) throws Malformed {
    Fields fields = Fields.of("models." + name, value, MODEL);
    long context = fields.number("context_tokens", 1, ModelEntry.LARGEST_CONTEXT);
    return new ModelEntry(
        name,
        fields.number("input", 0, ModelEntry.LARGEST_PRICE),
        fields.number("cached_input", 0, ModelEntry.LARGEST_PRICE),
        fields.has("cache_write")
            ? fields.number("cache_write", 0, ModelEntry.LARGEST_PRICE)
            : ModelEntry.UNSAID,
        fields.number("output", 0, ModelEntry.LARGEST_PRICE),
        context,
        fields.number("max_output_tokens", 1, context),
        fields.has("token_percent")
            ? (int) fields.number("token_percent", 1, MOST_PERCENT)
            : ModelEntry.UNSAID);
  }
}
