package io.loopline.loopctl.goal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GoalReferenceTest {

  @Test
  void shouldNameEveryKeyOfTheSchemaWhenReadAsReference() throws IOException {
    // Given
    String reference = Files.readString(Path.of("..", "docs", "goal-files.md"));
    JsonNode schema;
    try (InputStream content = getClass().getResourceAsStream("/loopline/goal.schema.json")) {
      schema = new ObjectMapper().readTree(content);
    }

    // When
    Set<String> missing = new TreeSet<>();
    for (JsonNode properties : schema.findValues("properties")) {
      properties.fieldNames().forEachRemaining(missing::add);
    }
    // rows, scalar, min and max stand inside the words for expect
    missing.removeIf(key -> reference.contains("`" + key + "`") || reference.contains(key + ": "));

    // Then
    assertThat(missing).isEmpty();
  }
}
