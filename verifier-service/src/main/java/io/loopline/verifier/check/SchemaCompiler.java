package io.loopline.verifier.check;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.regex.RegularExpressionFactory;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.core.JacksonException;

/**
 * Compiles JSON Schemas without touching network, class path or file system, and with patterns that
 * stop when their thread is interrupted.
 */
final class SchemaCompiler {
  /**
   * Where meta-schemas live; the engine has them bundled and is given no loader for the network.
   */
  private static final Pattern META_SCHEMAS = Pattern.compile("https?://json-schema\\.org/.*");

  private static final RegularExpressionFactory PATTERNS =
      text -> {
        Pattern pattern = Pattern.compile(text);
        return value -> pattern.matcher(new InterruptibleText(value)).find();
      };

  private SchemaCompiler() {}

  /** Compiles a schema that is itself valid against its meta-schema. */
  static Schema compile(String text) throws BrokenCheck {
    SchemaRegistry registry = registry();
    try {
      Schema schema = registry.getSchema(text, InputFormat.JSON);
      String dialect = schema.getSchemaContext().getDialect().getId();
      Schema meta = registry.getSchema(SchemaLocation.of(dialect));
      List<String> errors = errors(meta, text);
      if (!errors.isEmpty()) {
        throw new BrokenCheck("the schema itself is invalid: " + errors);
      }
      schema.initializeValidators();
      return schema;
    } catch (PatternSyntaxException | com.networknt.schema.SchemaException | JacksonException bad) {
      throw new BrokenCheck("the schema cannot be used: " + bad.getMessage());
    }
  }

  /**
   * Errors of a JSON text in document order, each with its JSON pointer; empty when it is valid.
   */
  static List<String> errors(Schema schema, String json) {
    try {
      return schema.validate(json, InputFormat.JSON).stream()
          .map(error -> "at '" + error.getInstanceLocation() + "': " + error.getMessage())
          .toList();
    } catch (JacksonException notJson) {
      return List.of("not JSON: " + notJson.getOriginalMessage());
    }
  }

  private static SchemaRegistry registry() {
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder()
            .regularExpressionFactory(PATTERNS)
            .formatAssertionsEnabled(true)
            .build();
    return SchemaRegistry.withDefaultDialect(
        SpecificationVersion.DRAFT_2020_12,
        builder ->
            builder
                .schemaRegistryConfig(config)
                .schemaLoader(
                    loader -> loader.allow(iri -> META_SCHEMAS.matcher(iri.toString()).matches())));
  }
}
