package io.loopline.core.simulation.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON: an object with the class's simple name under {@code is} and the components by
 * name; a component that is null is left out. {@link JsonRecord} reads it.
 */
final class RecordJson {
  static final String IS = "is";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private RecordJson() {}

  static JsonNode of(@Nullable Object value) {
    return switch (value) {
      case null -> NODES.nullNode();
      case String text -> NODES.textNode(text);
      case Integer number -> NODES.numberNode(number);
      case Long number -> NODES.numberNode(number);
      case Double number -> NODES.numberNode(number);
      case Boolean flag -> NODES.booleanNode(flag);
      case Enum<?> constant -> NODES.textNode(constant.name());
      case Instant instant -> NODES.textNode(instant.toString());
      case Duration duration -> NODES.textNode(duration.toString());
      case Collection<?> list -> array(list);
      case Map<?, ?> map -> object(map);
      case Record record -> object(record);
      default -> throw new IllegalArgumentException("no JSON form of " + value.getClass());
    };
  }

  private static ArrayNode array(Collection<?> list) {
    ArrayNode node = NODES.arrayNode();
    list.forEach(each -> node.add(of(each)));
    return node;
  }

  private static ObjectNode object(Map<?, ?> map) {
    Map<String, JsonNode> sorted = new TreeMap<>();
    map.forEach((key, value) -> sorted.put(String.valueOf(key), of(value)));
    ObjectNode node = NODES.objectNode();
    sorted.forEach(node::set);
    return node;
  }

  private static ObjectNode object(Record record) {
    ObjectNode node = NODES.objectNode();
    node.put(IS, record.getClass().getSimpleName());
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = value(record, component);
      if (value != null) {
        node.set(component.getName(), of(value));
      }
    }
    return node;
  }

  private static @Nullable Object value(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException unreadable) {
      throw new IllegalStateException(
          "cannot read %s of %s; it has %s"
              .formatted(
                  component.getName(),
                  record.getClass(),
                  Arrays.toString(record.getClass().getRecordComponents())),
          unreadable);
    }
  }
}
