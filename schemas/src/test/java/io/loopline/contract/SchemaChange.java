package io.loopline.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import org.apache.avro.Schema;

/** Changes of a schema that a later version may, or may not, make. */
public final class SchemaChange {
  /** The symbol that {@link #grow} adds. */
  public static final String NEW_SYMBOL = "FROM_THE_FUTURE";

  private SchemaChange() {}

  /** A symbol more in every enum, and a field with a default more in every record. */
  public static Schema grow(Schema schema) {
    return edit(
        schema,
        node -> {
          if (node.path("symbols") instanceof ArrayNode symbols) {
            symbols.add(NEW_SYMBOL);
          }
          if (node.path("fields") instanceof ArrayNode fields) {
            fields.addObject().put("name", "later").put("type", "string").put("default", "x");
          }
        });
  }

  /** A field more in the outermost record, without a default. */
  public static Schema demand(Schema schema) {
    return edit(
        schema,
        node -> {
          if (node.path("name").asText().equals(schema.getName())) {
            ((ArrayNode) node.path("fields")).addObject().put("name", "now").put("type", "string");
          }
        });
  }

  /** The enum defaults taken away. */
  public static Schema withoutEnumDefaults(Schema schema) {
    return edit(
        schema,
        node -> {
          if (node.has("symbols")) {
            node.remove("default");
          }
        });
  }

  private static Schema edit(Schema schema, Consumer<ObjectNode> change) {
    try {
      JsonNode root = new ObjectMapper().readTree(schema.toString());
      visit(root, change);
      return new Schema.Parser().parse(root.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static void visit(JsonNode node, Consumer<ObjectNode> change) {
    node.forEach(child -> visit(child, change));
    if (node instanceof ObjectNode object) {
      change.accept(object);
    }
  }
}
