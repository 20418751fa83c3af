package io.loopline.codec.goal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.codec.CanonicalJson;
import io.loopline.event.Goal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 of what a goal asks for, to tell the same goal sent twice from another goal under the
 * same loop id. It leaves out loop id, event id, time and producer, does not depend on the order of
 * map entries or of keys in JSON text, and skips fields that have their default, so that a later
 * schema with a new field gives the same hash. Pure.
 */
public final class GoalHash {
  private static final Set<String> ENVELOPE =
      Set.of("event_id", "loop_id", "occurred_at", "producer");
  private static final String JSON_TEXT = "_json";

  private GoalHash() {}

  /** Lower-case hexadecimal SHA-256. */
  public static String of(Goal goal) {
    SortedMap<String, JsonNode> content = fields(goal);
    content.keySet().removeAll(ENVELOPE);
    return sha256(object(content).toString());
  }

  private static SortedMap<String, JsonNode> fields(IndexedRecord avro) {
    TreeMap<String, JsonNode> fields = new TreeMap<>();
    for (Schema.Field field : avro.getSchema().getFields()) {
      JsonNode value = canonical(field, avro.get(field.pos()));
      if (!value.equals(defaultOf(field))) {
        fields.put(field.name(), value);
      }
    }
    return fields;
  }

  private static @Nullable JsonNode defaultOf(Schema.Field field) {
    // generic data, because it needs no trust in the record classes of this class loader
    return field.hasDefaultValue() ? canonical(GenericData.get().getDefaultValue(field)) : null;
  }

  private static JsonNode canonical(Schema.Field field, @Nullable Object value) {
    return field.name().endsWith(JSON_TEXT) && value instanceof String text
        ? CanonicalJson.of(text)
        : canonical(value);
  }

  private static JsonNode canonical(@Nullable Object value) {
    return switch (value) {
      case null -> JsonNodeFactory.instance.nullNode();
      case IndexedRecord nested -> object(fields(nested));
      case List<?> items -> array(items);
      case Map<?, ?> entries -> {
        TreeMap<String, JsonNode> sorted = new TreeMap<>();
        entries.forEach((key, item) -> sorted.put(key.toString(), canonical(item)));
        yield object(sorted);
      }
      default -> JsonNodeFactory.instance.textNode(value.toString());
    };
  }

  private static ObjectNode object(SortedMap<String, JsonNode> fields) {
    return JsonNodeFactory.instance.objectNode().setAll(fields);
  }

  private static ArrayNode array(List<?> items) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    items.forEach(item -> array.add(canonical(item)));
    return array;
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK lacks SHA-256", e);
    }
  }
}
