package io.loopline.serde;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * A registry inside this process, for tests and trials of programs that use the serde. Thread safe.
 * It gives ids from 1 and checks no compatibility.
 */
public final class LocalSchemaRegistry implements SchemaRegistry {
  private final Map<Integer, Schema> schemas = new LinkedHashMap<>();
  private final Map<String, Integer> ids = new LinkedHashMap<>();

  @Override
  public synchronized int register(String subject, Schema schema) {
    return ids.computeIfAbsent(
        subject + '\n' + schema,
        key -> {
          int id = schemas.size() + 1;
          schemas.put(id, schema);
          return id;
        });
  }

  @Override
  public synchronized int idOf(String subject, Schema schema) {
    Integer id = ids.get(subject + '\n' + schema);
    if (id == null) {
      throw new UnknownSchemaId(
          "%s is not registered under subject %s".formatted(schema.getFullName(), subject));
    }
    return id;
  }

  @Override
  public synchronized Schema byId(int id) {
    Schema schema = schemas.get(id);
    if (schema == null) {
      throw new UnknownSchemaId("schema id " + id + " is not registered");
    }
    return schema;
  }

  @Override
  public void setCompatibility(String subject, String level) {
    // nothing is checked here, so no level makes a difference
  }
}
