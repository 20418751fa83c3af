package io.loopline.planner.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.Goal;
import io.loopline.event.ModelPrice;
import io.loopline.event.PlannerKind;
import io.loopline.planner.model.ModelCatalogue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GoalModelsTest {
  private final GoalModels models = new GoalModels(ModelCatalogue.bundled());

  @Test
  void shouldFindNoModelWhenAPlaybookPlans() {
    assertThat(models.priceOf(LoopEvents.goal("a"))).isNull();
    assertThat(models.errors(LoopEvents.goal("a"))).isEmpty();
  }

  @Test
  void shouldFindThePriceOfTheModelThatPlans() {
    assertThat(models.priceOf(llm("gpt-4o")))
        .isEqualTo(
            new ModelPrice("gpt-4o", 2_500_000L, 1_250_000L, 10_000_000L, 128_000L, 16_384L, 0L));
    assertThat(models.errors(llm("gpt-4o"))).isEmpty();
  }

  @Test
  void shouldNameTheModelsWhenTheOneAskedForIsUnknown() {
    assertThat(models.errors(llm("gpt-99")))
        .singleElement()
        .asString()
        .startsWith("planner.profile: unknown model 'gpt-99' (one of claude-haiku-4-5, ");
    assertThat(models.errors(llm(null))).hasSize(1);
  }

  private static Goal llm(@Nullable String profile) {
    Goal goal = LoopEvents.goal("a");
    goal.getPlanner().setKind(PlannerKind.LLM);
    goal.getPlanner().setProfile(profile);
    return goal;
  }
}
