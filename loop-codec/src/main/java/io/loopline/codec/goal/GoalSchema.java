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

/** A published JSON Schema, that of goals above all. Immutable, thread-safe. */
final class GoalSchema {
  private final JsonNode tree;
  private final Schema schema;

  private GoalSchema(JsonNode tree) {
    this.tree = tree;
    this.schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(tree.toString(), InputFormat.JSON);
  }

  static GoalSchema bundled() {
    return bundled("/loopline/goal.schema.json");
  }

  /** Another schema of this jar, read by the same rules. */
  static GoalSchema bundled(String resource) {
    try (InputStream content = GoalSchema.class.getResourceAsStream(resource)) {
      if (content == null) {
        throw new IllegalStateException("the class path lacks " + resource);
      }
      return new GoalSchema(new ObjectMapper().readTree(content));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }

  /** The schema's errors as problems of the document; empty when it is valid. */
  List<GoalProblem> problems(JsonNode document) {
    List<Error> errors = schema.validate(document.toString(), InputFormat.JSON);
    return new SchemaMessages(tree, document).problems(errors);
  }
}
