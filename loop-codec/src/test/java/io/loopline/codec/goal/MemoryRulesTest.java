package io.loopline.codec.goal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.codec.memory.NewFact;
import io.loopline.event.Goal;
import io.loopline.event.MemoryPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryRulesTest {
  private static final Set<String> WRITABLE = Set.of("loop");

  private static ObjectNode goal(String memory) {
    ObjectNode goal = Goals.valid();
    goal.set("planner", Goals.json("{\"kind\": \"llm\", \"profile\": \"small\"}"));
    goal.putObject("context").set("memory", Goals.json(memory));
    return goal;
  }

  private static List<String> problems(ObjectNode goal) {
    return GoalValidation.problems(goal).stream().map(GoalProblem::text).toList();
  }

  @Test
  void shouldPutTheMemoryOfAGoalFileIntoItsEventAndBack() {
    // Given
    ObjectNode document = goal("{\"recall\": 7, \"scopes\": [\"loop\", \"team=search\"]}");

    // When
    Goal goal = Goals.event(document);

    // Then
    assertThat(problems(document)).isEmpty();
    assertThat(goal.getMemory()).isEqualTo(new MemoryPolicy(7, 3, List.of("loop", "team=search")));
    assertThat(GoalValidation.errors(goal)).isEmpty();
    assertThat(new GoalDocument(goal).document().at("/context/memory/scopes/1").asText())
        .isEqualTo("team=search");
  }

  @Test
  void shouldBePartOfWhatAGoalAsksFor() {
    Goal with = Goals.event(goal("{}"));
    Goal other = Goals.event(goal("{\"recall\": 1}"));
    Goal without = Goals.event(goal("null"));
    without.setMemory(null);

    assertThat(Set.of(GoalHash.of(with), GoalHash.of(other), GoalHash.of(without))).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"recall\": 21} | context.memory.recall: must be at most 20, found 21",
        "{\"results\": -1} | context.memory.results: must be at least 0, found -1",
        "{\"scopes\": [\"team\"]} | context.memory.scopes[0]: expected loop, global or a label as NAME=VALUE, found 'team'",
        "{\"scopes\": [\"loop\", \"loop\"]} | context.memory.scopes[1]: 'loop' is there twice",
        "{\"write\": true} | context.memory.write: unknown field 'write' (one of recall, results, scopes)"
      })
  void shouldNameWhatIsWrong(String memory, String problem) {
    assertThat(problems(goal(memory))).containsExactly(problem);
  }

  @Test
  void shouldRefuseMemoryForAPlaybook() {
    ObjectNode goal = Goals.valid();
    goal.putObject("context").putObject("memory");

    assertThat(problems(goal))
        .containsExactly("context.memory: a playbook has no memory; it is for the planner llm");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"write\": [{\"text\": \"a\", \"scope\": \"global\"}]} | memory.write[0].scope: scope 'global' is not granted (one of loop)",
        "{\"write\": [{\"text\": \" \"}]} | memory.write[0].text: must not be blank, found ' '",
        "{\"write\": [{\"scope\": \"loop\"}]} | memory.write[0].text: missing",
        "{\"write\": [{\"text\":\"1\"},{\"text\":\"2\"},{\"text\":\"3\"},{\"text\":\"4\"},{\"text\":\"5\"},{\"text\":\"6\"}]} | memory.write: more than 5 entries",
        "{\"search\": [\"1\", \"2\", \"3\", \"4\"]} | memory.search: more than 3 entries",
        "{\"forget\": []} | memory.forget: unknown field 'forget' (one of write, search)"
      })
  void shouldRefuseWhatAPlanMayNotRemember(String memory, String problem) {
    // When
    PlanText.Reading reading = PlanText.answered(answer(memory), Set.of(), WRITABLE);

    // Then
    assertThat(reading.plan()).isNull();
    assertThat(reading.facts()).isEmpty();
    assertThat(reading.problems()).extracting(GoalProblem::text).containsExactly(problem);
  }

  @Test
  void shouldRefuseAFactThatIsTooLong() {
    String memory = "{\"write\": [{\"text\": \"" + "x".repeat(1_001) + "\"}]}";

    assertThat(PlanText.answered(answer(memory), Set.of(), WRITABLE).problems())
        .extracting(GoalProblem::text)
        .containsExactly("memory.write[0].text: longer than 1000 characters");
  }

  @Test
  void shouldReadFactsAndSearches() {
    // Given
    String memory =
        """
        {"write": [{"text": " It rains. "}, {"text": "It pours.", "scope": "team=search"}],
         "search": ["weather"]}
        """;

    // When
    PlanText.Reading reading =
        PlanText.answered(answer(memory), Set.of(), Set.of("loop", "team=search"));

    // Then
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.facts())
        .containsExactly(new NewFact("loop", "It rains."), new NewFact("team=search", "It pours."));
    assertThat(reading.searches()).containsExactly("weather");
  }

  @Test
  void shouldRefuseMemoryWhenTheGoalHasNone() {
    assertThat(PlanText.answered(answer("{\"search\": [\"x\"]}"), Set.of(), Set.of()).problems())
        .extracting(GoalProblem::text)
        .containsExactly("memory: the goal has no memory");
  }

  @Test
  void shouldCountWhatIsRecalledIntoTheSizeOfThePrompt() {
    // Given
    Goal with = Goals.event(goal("{}"));
    Goal without = Goals.event(goal("{}"));
    without.setMemory(null);

    // When
    long more = PromptSize.overheadTokens(with) - PromptSize.overheadTokens(without);

    // Then: 8,000 bytes of recalled text, the part of the answer's schema and the rules
    assertThat(more).isBetween(8_000L / 3 + 200, 8_000L / 3 + 1_200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "loop | loop | -",
        "team=data | team=data | -",
        "- | team=data | -",
        "team=data | - | context.memory: the parent has none",
        "global | team=data | context.memory.scopes: 'global' is not granted to the parent"
      })
  void shouldGiveAChildNoScopeThatItsParentHasNot(
      @Nullable String wanted, @Nullable String granted, @Nullable String error) {
    // Given
    Goal child = withScope(wanted);
    Goal parent = withScope(granted);

    // When
    List<String> errors = new ArrayList<>();
    MemoryRules.check(child, parent, errors);

    // Then
    assertThat(errors).isEqualTo(error == null ? List.of() : List.of(error));
  }

  @Test
  void shouldGiveAChildNoLabelThatWouldShowItOtherMemory() {
    Goal child = withScope("loop");
    child.getLabels().put("team", "other");
    List<String> errors = new ArrayList<>();

    MemoryRules.check(child, withScope("loop"), errors);

    assertThat(errors)
        .containsExactly("labels: a child with memory has the labels of its parent and no others");
  }

  private static Goal withScope(@Nullable String scope) {
    Goal goal = Goals.event(Goals.valid());
    goal.setMemory(scope == null ? null : new MemoryPolicy(5, 3, List.of(scope)));
    return goal;
  }

  private static String answer(String memory) {
    return "{\"rationale\": \"r\", \"actions\": [], \"memory\": " + memory + "}";
  }
}
