package io.loopline.model;

import static java.util.Objects.requireNonNull;

/**
 * The form of an answer. Where the provider can hold a model to it, it does; else the schema is put
 * into the prompt. Either way the caller validates what comes.
 *
 * @param name letters, digits and underscores, as providers ask for
 * @param jsonSchema JSON schema (2020-12) of an object
 */
public record OutputSchema(String name, String jsonSchema) {
  public OutputSchema {
    if (!name.matches("[A-Za-z0-9_]{1,64}")) {
      throw new IllegalArgumentException("not a name for a schema: " + name);
    }
    requireNonNull(jsonSchema, "jsonSchema is null");
  }
}
