package io.loopline.codec.goal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.event.Goal;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummarizerRulesTest {
  private static ObjectNode goal(String context) {
    ObjectNode goal = Goals.valid();
    goal.set("planner", Goals.json("{\"kind\": \"llm\", \"profile\": \"small\"}"));
    goal.set("context", Goals.json(context));
    return goal;
  }

  private static List<String> problems(ObjectNode goal) {
    return GoalValidation.problems(goal).stream().map(GoalProblem::text).toList();
  }

  @Test
  void shouldPutTheSummarizerOfAGoalFileIntoItsEventAndBack() {
    // Given
    ObjectNode document = goal("{\"summarizer\": \"llm\"}");

    // When
    Goal goal = Goals.event(document);

    // Then
    assertThat(problems(document)).isEmpty();
    assertThat(goal.getContext().getSummaryByModel()).isTrue();
    assertThat(GoalValidation.errors(goal)).isEmpty();
    assertThat(new GoalDocument(goal).document().at("/context/summarizer").asText())
        .isEqualTo("llm");
    assertThat(GoalHash.of(goal)).isNotEqualTo(GoalHash.of(Goals.event(goal("{}"))));
    assertThat(Goals.event(goal("{\"summarizer\": \"digest\"}")))
        .isEqualTo(Goals.event(goal("{}")));
  }

  @Test
  void shouldNameASummarizerThatThereIsNot() {
    assertThat(problems(goal("{\"summarizer\": \"gpt\"}")))
        .containsExactly("context.summarizer: unknown value 'gpt' (one of digest, llm)");
  }

  @Test
  void shouldRefuseAModelWhenAPlaybookPlansOrNothingIsSummarized() {
    ObjectNode playbook = Goals.valid();
    playbook.set("context", Goals.json("{\"summarizer\": \"llm\"}"));

    assertThat(problems(playbook))
        .containsExactly(
            "context.summarizer: llm is the model that plans, and here a playbook does; use digest");
    assertThat(problems(goal("{\"summarizer\": \"llm\", \"summarize\": false}")))
        .containsExactly(
            "context.summarizer: llm summarizes nothing while context.summarize is false");
  }
}
