package io.loopline.codec.goal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The published JSON Schema of goals. Immutable, thread-safe. */
final class GoalSchema {
  private static final String RESOURCE = "/loopline/goal.schema.json";

  private final JsonNode tree;
  private final Schema schema;

  private GoalSchema(JsonNode tree) {
    this.tree = tree;
    this.schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(tree.toString(), InputFormat.JSON);
  }

  static GoalSchema bundled() {
    try (InputStream content = GoalSchema.class.getResourceAsStream(RESOURCE)) {
      if (content == null) {
        throw new IllegalStateException("the class path lacks " + RESOURCE);
      }
      return new GoalSchema(new ObjectMapper().readTree(content));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
  }

  /** The schema's errors as problems of the document; empty when it is valid. */
  List<GoalProblem> problems(JsonNode document) {
    List<Error> errors = schema.validate(document.toString(), InputFormat.JSON);
    return new SchemaMessages(tree, document).problems(errors);
  }
}
