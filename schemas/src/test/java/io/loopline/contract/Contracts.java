package io.loopline.contract;

import io.loopline.serde.ContractSchema;
import io.loopline.serde.StateHistory;
import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.apache.avro.specific.SpecificRecord;

/** The contracts under test: the record of every topic and of every store, with their history. */
final class Contracts {
  /** Set it to rewrite the newest history version and docs/events.md from the schemas. */
  static final boolean WRITE = Boolean.getBoolean("loopline.contracts.write");

  private static final Path EVENTS = Path.of("src/test/resources/history");
  private static final Path STATES = Path.of("src/main/resources/loopline/state");

  private Contracts() {}

  static Set<Class<? extends SpecificRecord>> all() {
    Set<Class<? extends SpecificRecord>> types = new LinkedHashSet<>();
    for (LoopTopic<?> topic : LoopTopics.all()) {
      types.add(topic.type());
    }
    types.addAll(StateHistory.types());
    return types;
  }

  /** Folders that hold the versions of a type; a type that is sent and stored has two. */
  static List<Path> folders(Class<? extends SpecificRecord> type) {
    List<Path> folders = new ArrayList<>();
    if (LoopTopics.all().stream().anyMatch(topic -> topic.type() == type)) {
      folders.add(EVENTS.resolve(type.getSimpleName()));
    }
    if (StateHistory.types().contains(type)) {
      folders.add(STATES.resolve(type.getSimpleName()));
    }
    return folders;
  }

  /** Every version in a folder, oldest first. */
  static List<Schema> history(Path folder) {
    List<Schema> versions = new ArrayList<>();
    try {
      for (Path file = version(folder, 1);
          Files.exists(file);
          file = version(folder, versions.size() + 1)) {
        versions.add(new Schema.Parser().parse(Files.readString(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return versions;
  }

  static void writeNewest(Class<? extends SpecificRecord> type, Path folder) {
    try {
      Files.createDirectories(folder);
      Files.writeString(
          version(folder, Math.max(1, history(folder).size())),
          ContractSchema.of(type).toString(true) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path version(Path folder, int number) {
    return folder.resolve(number + ".avsc");
  }

  /**
   * Why data of one schema cannot be read with the other, in both directions; empty when it can.
   */
  static List<String> conflicts(Schema one, Schema other) {
    List<String> found = new ArrayList<>(unreadable(one, other));
    found.addAll(unreadable(other, one));
    return found;
  }

  private static List<String> unreadable(Schema reader, Schema writer) {
    SchemaPairCompatibility pair =
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    return pair.getType() == SchemaCompatibilityType.COMPATIBLE
        ? List.of()
        : pair.getResult().getIncompatibilities().stream().map(Object::toString).toList();
  }

  /** Every record and enum in a schema, by full name, outermost first. */
  static Map<String, Schema> named(Schema schema) {
    Map<String, Schema> found = new LinkedHashMap<>();
    collect(schema, found);
    return found;
  }

  private static void collect(Schema schema, Map<String, Schema> found) {
    switch (schema.getType()) {
      case RECORD -> {
        if (found.putIfAbsent(schema.getFullName(), schema) == null) {
          schema.getFields().forEach(field -> collect(field.schema(), found));
        }
      }
      case ENUM -> found.putIfAbsent(schema.getFullName(), schema);
      case ARRAY -> collect(schema.getElementType(), found);
      case MAP -> collect(schema.getValueType(), found);
      case UNION -> schema.getTypes().forEach(branch -> collect(branch, found));
      default -> {
        // the other types have no parts
      }
    }
  }
}
