package io.loopline.verifier.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Strict reader of a check's settings: an unknown name is an error, because a mistyped setting that
 * is ignored would make a check weaker than its author thinks.
 */
final class Settings {
  private final JsonNode node;

  private Settings(JsonNode node) {
    this.node = node;
  }

  static Settings of(JsonNode node, String... known) throws BrokenCheck {
    if (!node.isObject()) {
      throw new BrokenCheck("settings are not a JSON object");
    }
    List<String> unknown = new ArrayList<>();
    Set<String> names = Set.of(known);
    node.fieldNames()
        .forEachRemaining(name -> {
          if (!names.contains(name)) {
            unknown.add(name);
          }
        });
    if (!unknown.isEmpty()) {
      throw new BrokenCheck("unknown settings " + unknown + "; known are " + List.of(known));
    }
    return new Settings(node);
  }

  String text(String name) throws BrokenCheck {
    return optionalText(name)
        .orElseThrow(() -> new BrokenCheck("setting '" + name + "' is missing"));
  }

  Optional<String> optionalText(String name) throws BrokenCheck {
    Optional<JsonNode> value = optional(name);
    if (value.isPresent() && (!value.get().isTextual() || value.get().textValue().isEmpty())) {
      throw new BrokenCheck("setting '" + name + "' is not a text: " + value.get());
    }
    return value.map(JsonNode::textValue);
  }

  /** A text that may be empty, as it is when it is not there. */
  String anyText(String name) throws BrokenCheck {
    Optional<JsonNode> value = optional(name);
    if (value.isPresent() && !value.get().isTextual()) {
      throw new BrokenCheck("setting '" + name + "' is not a text: " + value.get());
    }
    return value.map(JsonNode::textValue).orElse("");
  }

  /** A list of texts, which must be there; a text may be empty, the list may not. */
  List<String> texts(String name) throws BrokenCheck {
    JsonNode list =
        optional(name).orElseThrow(() -> new BrokenCheck("setting '" + name + "' is missing"));
    if (!list.isArray() || list.isEmpty() || !list.valueStream().allMatch(JsonNode::isTextual)) {
      throw new BrokenCheck("setting '" + name + "' is not a list of texts: " + list);
    }
    return list.valueStream().map(JsonNode::textValue).toList();
  }

  /** Texts by name; none when it is not there. */
  SortedMap<String, String> textsByName(String name) throws BrokenCheck {
    SortedMap<String, String> texts = new TreeMap<>();
    Optional<JsonNode> object = optional(name);
    if (object.isEmpty()) {
      return texts;
    }
    if (!object.get().isObject() || !object.get().valueStream().allMatch(JsonNode::isTextual)) {
      throw new BrokenCheck("setting '" + name + "' is not an object of texts: " + object.get());
    }
    object
        .get()
        .properties()
        .forEach(entry -> texts.put(entry.getKey(), entry.getValue().textValue()));
    return texts;
  }

  boolean flag(String name, boolean fallback) throws BrokenCheck {
    Optional<JsonNode> value = optional(name);
    if (value.isPresent() && !value.get().isBoolean()) {
      throw new BrokenCheck("setting '" + name + "' is not true or false: " + value.get());
    }
    return value.map(JsonNode::booleanValue).orElse(fallback);
  }

  long count(String name, long fallback) throws BrokenCheck {
    Optional<JsonNode> value = optional(name);
    if (value.isPresent() && !isCount(value.get())) {
      throw new BrokenCheck("setting '" + name + "' is not a whole number from 0: " + value.get());
    }
    return value.map(JsonNode::asLong).orElse(fallback);
  }

  private static boolean isCount(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0;
  }

  Optional<JsonNode> optional(String name) {
    return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
  }
}
