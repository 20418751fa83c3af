package io.loopline.planner.planning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cel.common.values.NullValue;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Between JSON and the values of expressions: null, booleans, 64-bit integers, floating point
 * numbers, texts, lists and maps. An integer beyond 64 bits becomes a floating point number.
 */
final class JsonValues {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonValues() {}

  static JsonNode parse(String json) throws PlaybookException {
    try {
      JsonNode node = MAPPER.readTree(json);
      if (node.isMissingNode()) {
        throw new PlaybookException("is empty, not JSON");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new PlaybookException("is not JSON: " + Clip.to(e.getOriginalMessage(), 300));
    }
  }

  /** The value an expression sees for a piece of JSON. */
  static Object toValue(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        Map<String, Object> map = LinkedHashMap.newLinkedHashMap(node.size());
        node.properties().forEach(field -> map.put(field.getKey(), toValue(field.getValue())));
        yield map;
      }
      case ARRAY -> {
        List<Object> list = new ArrayList<>(node.size());
        node.forEach(element -> list.add(toValue(element)));
        yield list;
      }
      case BOOLEAN -> node.booleanValue();
      case NUMBER ->
          node.canConvertToLong() && node.isIntegralNumber()
              ? (Object) node.longValue()
              : (Object) node.doubleValue();
      case STRING -> node.textValue();
      case NULL, MISSING -> NullValue.NULL_VALUE;
      case BINARY, POJO -> throw new IllegalStateException("bug: parsed JSON has a " + node);
    };
  }

  /**
   * The JSON of an expression's value.
   *
   * @param size told of each part before it is copied
   */
  static JsonNode toJson(Object value, PlanSize size) throws PlaybookException {
    size.charge(1);
    return switch (value) {
      case NullValue _ -> NODES.nullNode();
      case Boolean flag -> NODES.booleanNode(flag);
      case Long number -> NODES.numberNode(number);
      case Double number when Double.isFinite(number) -> NODES.numberNode(number);
      case Double number -> throw new PlaybookException("JSON has no number " + number);
      // The only other number of the language is its unsigned integer.
      case Number number -> NODES.numberNode(new BigInteger(number.toString()));
      case String text -> {
        size.charge(text.length());
        yield NODES.textNode(text);
      }
      case Collection<?> elements -> {
        ArrayNode array = NODES.arrayNode();
        for (Object element : elements) {
          array.add(toJson(element, size));
        }
        yield array;
      }
      case Map<?, ?> fields -> {
        ObjectNode object = NODES.objectNode();
        for (Map.Entry<?, ?> field : fields.entrySet()) {
          String key = String.valueOf(field.getKey());
          size.charge(key.length());
          object.set(key, toJson(field.getValue(), size));
        }
        yield object;
      }
      default ->
          throw new PlaybookException(
              "a value of this type has no JSON form; convert it with string()");
    };
  }

  /** Compact JSON text; object keys stay in their order. */
  static String write(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("bug: a JSON tree cannot be written", e);
    }
  }
}
