package io.loopline.loopctl.loops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loopline.event.MemoryFact;
import io.loopline.event.MemoryScope;
import io.loopline.event.Producer;
import io.loopline.topic.LoopTopics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryCommandTest {
  private final FakeBroker broker = new FakeBroker();

  @BeforeEach
  void fourFacts() {
    put("global/aa", MemoryScope.GLOBAL, "", "It rains.");
    put("label/team=search/bb", MemoryScope.LABEL, "team=search", "Tests\u001b[31m run long.");
    put("label/path=a/b/cc", MemoryScope.LABEL, "path=a/b", "It is a path.");
    put("loop/demo/aa", MemoryScope.LOOP, "demo", "It is late.");
  }

  private void put(String key, MemoryScope scope, String scopeKey, String text) {
    Producer producer = new Producer("planner-service", "planner-service-1", "test");
    broker.memory.put(
        key,
        new MemoryFact(
            "memory/" + key, key, scope, scopeKey, Events.START, producer, text, "e-1", true));
  }

  private Cli list(String... arguments) {
    return Cli.run(new MemoryListCommand(Cli.access(broker)), arguments);
  }

  private Cli forget(String fact, String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = fact;
    System.arraycopy(options, 0, arguments, 1, options.length);
    return Cli.run(new MemoryForgetCommand(Cli.access(broker)), arguments);
  }

  @Test
  void shouldListFactsWithWhereTheyComeFrom() {
    Cli all = list();

    assertThat(all.exitCode()).isZero();
    assertThat(all.lines())
        .hasSize(12)
        .startsWith("global/aa", "  It rains.", "  from e-1, " + Events.START + ", untrusted");
    assertThat(all.out()).doesNotContain("\u001b");
  }

  @ParameterizedTest
  @CsvSource({
    "label/team=search, label/team=search/bb",
    "global,            global/aa",
    "loop/demo,         loop/demo/aa",
    "loop/dem,          nothing is remembered in loop/dem",
    "label/path=a,      nothing is remembered in label/path=a",
    "label/path=a/b,    label/path=a/b/cc"
  })
  void shouldListOneScope(String scope, String first) {
    assertThat(list("--scope", scope).lines().getFirst()).isEqualTo(first);
  }

  @Test
  void shouldListAsJsonAndNameWhatCannotBeRead() throws Exception {
    // Given
    broker.holding(new Unreadable(LoopTopics.MEMORY.name(), 1, 7, "not an event"));

    // When
    Cli all = list("--json");

    // Then
    JsonNode facts = new ObjectMapper().readTree(all.out());
    assertThat(facts).hasSize(4);
    assertThat(facts.get(2).path("key").asText()).isEqualTo("label/team=search/bb");
    assertThat(facts.get(2).path("scope").asText()).isEqualTo("label");
    assertThat(facts.get(2).path("untrusted").asBoolean()).isTrue();
    assertThat(all.err()).contains("loop.memory/1/7");
  }

  @Test
  void shouldDeleteAFactByIdOrKey() {
    assertThat(forget("bb").lines()).containsExactly("label/team=search/bb is forgotten");
    assertThat(forget("global/aa", "--json").out()).contains("\"forgotten\"");
    assertThat(broker.deleted)
        .containsExactly("loop.memory: label/team=search/bb", "loop.memory: global/aa");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "dd, no fact 'dd'; see ./loop memory list",
        "aa, 'aa' is global/aa and loop/demo/aa; give the whole key"
      })
  void shouldDeleteNothingWhenItIsNotClearWhat(String fact, String message) {
    Cli cli = forget(fact);

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err().strip()).isEqualTo(message);
    assertThat(broker.deleted).isEmpty();
  }
}
