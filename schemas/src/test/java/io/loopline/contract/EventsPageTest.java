package io.loopline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.serde.ContractSchema;
import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class EventsPageTest {
  private static final Path PAGE = Path.of("../docs/events.md");

  @Test
  void shouldDescribeTheContractsAsTheyAre() throws IOException {
    // Given
    if (Contracts.WRITE) {
      Files.createDirectories(PAGE.toAbsolutePath().normalize().getParent());
      Files.writeString(PAGE, EventsPage.text());
    }

    // When
    String page = Files.readString(PAGE);

    // Then
    assertThat(page)
        .as(
            "docs/events.md is behind the schemas; run: mvn -pl schemas test"
                + " -Dtest=EventsPageTest -Dloopline.contracts.write=true")
        .isEqualTo(EventsPage.text());
  }

  @Test
  void shouldNameEveryTopicRecordAndField() throws IOException {
    String page = Files.readString(PAGE);
    for (LoopTopic<?> topic : LoopTopics.all()) {
      assertThat(page).contains("\n## " + topic.name() + "\n");
      for (Schema part : Contracts.named(ContractSchema.of(topic.type())).values()) {
        assertThat(page).contains(part.getName());
        if (part.getType() == Schema.Type.RECORD) {
          part.getFields()
              .forEach(field ->
                  assertThat(page).contains("| `" + field.name() + "` |").contains(field.doc()));
        }
      }
    }
  }
}
