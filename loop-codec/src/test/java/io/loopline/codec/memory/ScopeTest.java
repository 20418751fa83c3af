package io.loopline.codec.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.MemoryPolicy;
import io.loopline.event.PlanRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeTest {

  @ParameterizedTest
  @CsvSource({
    "loop,        loop/loop-1",
    "global,      global",
    "team=search, label/team=search",
    "a=b=c,       label/a=b=c"
  })
  void shouldReadTheWordsOfGoals(String word, String name) {
    assertThat(Scope.parse(word, "loop-1"))
        .hasValueSatisfying(scope -> {
          assertThat(scope.name()).isEqualTo(name);
          assertThat(scope.word()).isEqualTo(word);
        });
  }

  @ParameterizedTest
  @CsvSource({"team", "=search", "''", "GLOBAL", "loop-2"})
  void shouldKnowNoOtherWords(String word) {
    assertThat(Scope.parse(word, "loop-1")).isEmpty();
  }

  @Test
  void shouldReadItsOwnScopeThoseOfItsLabelsAndTheGlobalOne() {
    assertThat(Scope.readableBy("loop-1", Map.of("team", "search", "env", "prod")))
        .extracting(Scope::name)
        .containsExactly("global", "label/env=prod", "label/team=search", "loop/loop-1");
  }

  @Test
  void shouldWriteItsOwnScopeAndThoseGranted() {
    // Given
    PlanRequest request = new PlanRequest();
    request.setLabels(Map.of("env", "prod"));

    // When
    request.setMemory(new MemoryPolicy(5, 3, List.of("team=search")));

    // Then
    assertThat(Scope.writableBy(request)).containsExactly("loop", "team=search");
    request.setMemory(null);
    assertThat(Scope.writableBy(request)).isEmpty();
  }

  @Test
  void shouldGiveTheSameFactTheSameKey() {
    String key = FactKeys.key(Scope.ofLoop("loop-1"), FactKeys.id("loop-1", 2, "It rains."));

    assertThat(key).matches("loop/loop-1/[0-9a-f]{32}");
    assertThat(FactKeys.id("loop-1", 2, "It rains.")).isEqualTo(key.substring(12));
    assertThat(FactKeys.id("loop-1", 3, "It rains.")).isNotEqualTo(key.substring(12));
    assertThat(FactKeys.id("loop-1", 2, "It snows.")).isNotEqualTo(key.substring(12));
    assertThat(FactKeys.id("loop-2", 2, "It rains.")).isNotEqualTo(key.substring(12));
  }
}
