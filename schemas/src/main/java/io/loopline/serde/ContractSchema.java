package io.loopline.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** The schema of a generated class as other languages should see it. Stateless. */
public final class ContractSchema {
  private static final String JAVA_STRING = "avro.java.string";

  private ContractSchema() {}

  /**
   * Schema of the class without the marks that the Java generator leaves in it. This is the text
   * that goes to the registry; lookup by content needs it to be the same everywhere.
   */
  public static Schema of(Class<? extends SpecificRecord> type) {
    Schema generated = SpecificData.get().getSchema(type);
    try {
      JsonNode plain = strip(new ObjectMapper().readTree(generated.toString()));
      return new Schema.Parser().parse(plain.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("bug: " + type + " has a schema that is not JSON", e);
    }
  }

  private static JsonNode strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(JAVA_STRING);
    }
    for (JsonNode child : node) {
      strip(child);
    }
    return node;
  }
}
