package io.loopline.verifier.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
