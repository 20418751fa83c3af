package io.loopline.model.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loopline.model.OutputSchema;

/**
 * What providers ask of a schema before they hold a model to every word of it.
 *
 * @param closed every object says {@code additionalProperties: false}
 * @param complete every object names all its properties as required
 */
record SchemaForm(boolean closed, boolean complete) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The form of a schema.
   *
   * @throws IllegalArgumentException when it is not JSON, which is a bug of the caller
   */
  static SchemaForm of(OutputSchema schema) {
    try {
      return of(JSON.readTree(schema.jsonSchema()));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the schema " + schema.name() + " is not JSON (bug)", e);
    }
  }

  private static SchemaForm of(JsonNode node) {
    boolean closed = true;
    boolean complete = true;
    if (isObject(node)) {
      JsonNode additional = node.path("additionalProperties");
      closed = additional.isBoolean() && !additional.booleanValue();
      complete = namesAll(node);
    }
    for (JsonNode child : node) {
      SchemaForm form = of(child);
      closed &= form.closed;
      complete &= form.complete;
    }
    return new SchemaForm(closed, complete);
  }

  /** A property may be called {@code type} too; then it is a schema and not a word. */
  private static boolean isObject(JsonNode node) {
    return node.path("properties").isObject() || "object".equals(node.path("type").textValue());
  }

  private static boolean namesAll(JsonNode object) {
    for (String property : (Iterable<String>) object.path("properties")::fieldNames) {
      boolean required = false;
      for (JsonNode name : object.path("required")) {
        required |= property.equals(name.textValue());
      }
      if (!required) {
        return false;
      }
    }
    return true;
  }
}
