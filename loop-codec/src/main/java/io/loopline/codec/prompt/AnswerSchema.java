package io.loopline.codec.prompt;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.event.PlanRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The JSON schema of a planner's answer, with and without its memory. Constants only. */
final class AnswerSchema {
  private static final String RESOURCE = "/loopline/planner-answer.schema.json";

  /** For goals with memory. */
  static final String WITH_MEMORY = read().toString();

  /** For goals without: a part that would be refused is not offered. */
  static final String WITHOUT_MEMORY = withoutMemory().toString();

  private AnswerSchema() {}

  private static ObjectNode withoutMemory() {
    ObjectNode schema = read();
    schema.withObjectProperty("properties").remove("memory");
    schema.withObjectProperty("$defs").remove(List.of("memory", "fact"));
    return schema;
  }

  private static ObjectNode read() {
    try (InputStream content = PlanRequest.class.getResourceAsStream(RESOURCE)) {
      if (content == null) {
        throw new IllegalStateException("this jar lacks " + RESOURCE);
      }
      return (ObjectNode) new ObjectMapper().readTree(content);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
  }
}
