package io.loopline.planner.planning;

import static io.loopline.planner.planning.Requests.action;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.ActionSpec;
import io.loopline.event.PlaybookStep;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlaybookLintTest {
  @Test
  void shouldFindNothingInASoundPlaybook() {
    List<PlaybookStep> playbook =
        List.of(
            step("load", "verdict == null", action("load", "sql", "{\"script\":\"select 1\"}")),
            step(
                "fix",
                "failed('types') && observations.load.result.rows[0].n > 1",
                action("one", "sql", "{\"script\":\"{{ inputs.q }} {{ checks.types.found }}\"}"),
                action("two", "any", "{\"n\":[1,{\"deep\":\"{{ observations.load.ok }}\"}]}")),
            step("last", null));

    assertThat(PlaybookLint.errors(playbook)).isEmpty();
  }

  @Test
  void shouldFindNothingWhenThereIsNoPlaybook() {
    assertThat(PlaybookLint.errors(List.of())).isEmpty();
  }

  @Test
  void shouldNameEveryMistakeWithItsPath() {
    List<PlaybookStep> playbook =
        List.of(
            step("a", "verdict.scor > 0"),
            new PlaybookStep("a", "1 + 1", "see {{ nothing }}", List.of()),
            step(
                " ",
                "failed(",
                action("x", "", "{\"v\":[\"{{ inputs.a\",\"{{ 'a' + 1 }}\"]}"),
                action("x", "sql", "[]"),
                action("", "sql", "{\"v\":")));

    assertThat(PlaybookLint.errors(playbook).stream().map(error -> error.replaceAll(": .*", "")))
        .containsExactly(
            "planner.playbook[0].when",
            "planner.playbook[1].name",
            "planner.playbook[1].when",
            "planner.playbook[1].rationale",
            "planner.playbook[2].name",
            "planner.playbook[2].when",
            "planner.playbook[2].actions[0].tool",
            "planner.playbook[2].actions[0].arguments.v[0]",
            "planner.playbook[2].actions[0].arguments.v[1]",
            "planner.playbook[2].actions[1].name",
            "planner.playbook[2].actions[1].arguments",
            "planner.playbook[2].actions[2].name",
            "planner.playbook[2].actions[2].arguments");
  }

  @Test
  void shouldSayWhatIsWrongAndWhere() {
    assertThat(PlaybookLint.errors(List.of(step("a", "verdict != null &&\n verdict.scor > 0"))))
        .containsExactly("planner.playbook[0].when: undefined field 'scor' (line 2, column 9)");
  }

  private static PlaybookStep step(String name, @Nullable String when, ActionSpec... actions) {
    return new PlaybookStep(name, when, "", List.of(actions));
  }
}
