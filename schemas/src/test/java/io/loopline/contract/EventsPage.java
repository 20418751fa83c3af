package io.loopline.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loopline.serde.ContractSchema;
import io.loopline.topic.Cleanup;
import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import io.loopline.topic.Party;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** The text of docs/events.md, made from the catalogue and the schemas. */
final class EventsPage {
  private final StringBuilder text = new StringBuilder();
  private final Map<String, Schema> parts = new TreeMap<>();

  static String text() {
    EventsPage page = new EventsPage();
    page.introduction();
    LoopTopics.all().forEach(page::topic);
    page.parts();
    return page.text.toString();
  }

  private void introduction() {
    text.append(
        """
        # Events

        Every topic carries one record type, in Avro, in the Confluent wire format: a zero byte, the
        schema id in four bytes, then Avro binary. The subject at the schema registry is the topic
        name with `-value`; subjects are FULL_TRANSITIVE. Keys are UTF-8 strings.

        - Read with `isolation.level=read_committed`, and de-duplicate by `event_id`.
        - An enum symbol that your version of a schema does not know is read as `UNRECOGNIZED`: do
          not act on it.
        - An event is at most %d KiB. What is larger travels as an artifact, by its SHA-256.
        - Retention counts from the broker's clock (`LogAppendTime`).

        This page is made from the topic catalogue and the schemas; a test compares them.

        | topic | record | key | from | to | kept |
        |---|---|---|---|---|---|
        """
            .formatted(LoopTopics.MAX_EVENT_BYTES / 1024));
    for (LoopTopic<?> topic : LoopTopics.all()) {
      row(
          "[`%s`](#%s)".formatted(topic.name(), topic.name().replace(".", "")),
          topic.type().getSimpleName(),
          topic.route().key(),
          titles(topic.route().from()),
          titles(topic.route().to()),
          kept(topic));
    }
  }

  private void topic(LoopTopic<?> topic) {
    Schema schema = ContractSchema.of(topic.type());
    text.append("\n## ").append(topic.name()).append("\n\n");
    text.append("`").append(schema.getFullName()).append("`: ").append(schema.getDoc());
    text.append(
        "\n\nKey: %s. From: %s. To: %s. Kept: %s.\n\n"
            .formatted(
                topic.route().key(),
                titles(topic.route().from()),
                titles(topic.route().to()),
                kept(topic)));
    fields(schema);
    Map<String, Schema> named = Contracts.named(schema);
    named.remove(schema.getFullName());
    named.values().forEach(part -> parts.put(part.getName(), part));
  }

  private void parts() {
    text.append("\n# Parts of events\n");
    parts.forEach((name, schema) -> {
      text.append("\n## ").append(name).append("\n\n").append(schema.getDoc()).append("\n\n");
      if (schema.getType() == Schema.Type.RECORD) {
        fields(schema);
      } else {
        text.append(
            schema.getEnumSymbols().stream()
                .map("`%s`"::formatted)
                .collect(Collectors.joining(", ", "One of ", ".\n")));
      }
    });
  }

  private void fields(Schema record) {
    row("field", "type", "default", "meaning");
    row("---", "---", "---", "---");
    for (Schema.Field field : record.getFields()) {
      row(
          "`" + field.name() + "`",
          type(field.schema()),
          field.hasDefaultValue() ? "`" + standard(record, field) + "`" : "",
          field.doc());
    }
  }

  private static String standard(Schema record, Schema.Field field) {
    // the text of the schema itself, so that the page shows what a reader of it sees
    for (JsonNode candidate : json(record).path("fields")) {
      if (candidate.path("name").asText().equals(field.name())) {
        return candidate.path("default").toString();
      }
    }
    throw new IllegalStateException("bug: " + field.name() + " is not in its own record");
  }

  private static JsonNode json(Schema schema) {
    try {
      return new ObjectMapper().readTree(schema.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("bug: a schema is not JSON", e);
    }
  }

  private static String type(Schema schema) {
    return switch (schema.getType()) {
      case RECORD, ENUM -> "[%s](#%s)".formatted(schema.getName(), anchor(schema.getName()));
      case ARRAY -> "array of " + type(schema.getElementType());
      case MAP -> "map of " + type(schema.getValueType());
      case UNION -> type(schema.getTypes().get(1)) + " or null";
      default ->
          schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
              ? "timestamp-millis"
              : schema.getType().getName();
    };
  }

  private static String anchor(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static String kept(LoopTopic<?> topic) {
    long days = topic.retention().toDays();
    String span = days == 1 ? "1 day" : days + " days";
    return topic.cleanup() == Cleanup.COMPACT ? "newest per key" : span;
  }

  private static String titles(List<Party> parties) {
    return parties.stream().map(Party::title).collect(Collectors.joining(", "));
  }

  private void row(String... cells) {
    text.append("| ").append(String.join(" | ", cells).replace("\n", " ")).append(" |\n");
  }
}
