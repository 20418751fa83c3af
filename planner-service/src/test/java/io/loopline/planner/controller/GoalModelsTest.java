package io.loopline.planner.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.core.ModelTerms;
import io.loopline.event.Goal;
import io.loopline.event.ModelPrice;
import io.loopline.event.PlannerKind;
import io.loopline.model.catalogue.GoalModels;
import io.loopline.model.catalogue.ModelCatalogue;
import io.loopline.model.catalogue.ModelEntry;
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
    assertThat(models.priceOf(llm("openai")))
        .isEqualTo(
            new ModelPrice("gpt-5", 1_250_000L, 125_000L, 10_000_000L, 400_000L, 16_384L, 0L));
    assertThat(models.errors(llm("openai"))).isEmpty();
  }

  @Test
  void shouldReserveForTheStrongestModelOfTheLadder() {
    assertThat(models.priceOf(llm("openai-mini")))
        .isEqualTo(
            new ModelPrice("gpt-5-mini", 1_250_000L, 125_000L, 10_000_000L, 400_000L, 16_384L, 0L));
  }

  @Test
  void shouldNameTheProfilesWhenTheOneAskedForIsUnknown() {
    assertThat(models.errors(llm("gpt-99")))
        .containsExactly(
            "planner.profile: unknown profile 'gpt-99'"
                + " (one of anthropic, gemini, local, ollama, openai, openai-mini)");
    assertThat(models.errors(llm(null))).hasSize(1);
  }

  @Test
  void shouldAllowNoPriceOrSizeThatTheCoreRefuses() {
    assertThat(ModelEntry.LARGEST_PRICE).isEqualTo(ModelTerms.LARGEST_PRICE);
    assertThat(ModelEntry.LARGEST_CONTEXT).isEqualTo(ModelTerms.LARGEST_CONTEXT);
  }

  private static Goal llm(@Nullable String profile) {
    Goal goal = LoopEvents.goal("a");
    goal.getPlanner().setKind(PlannerKind.LLM);
    goal.getPlanner().setProfile(profile);
    return goal;
  }
}
