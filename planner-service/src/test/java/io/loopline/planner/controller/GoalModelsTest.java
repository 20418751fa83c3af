package io.loopline.planner.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.codec.goal.GoalResolutions;
import io.loopline.core.ModelTerms;
import io.loopline.event.Goal;
import io.loopline.event.GoalResolution;
import io.loopline.event.ModelPrice;
import io.loopline.event.PlannerKind;
import io.loopline.model.catalogue.GoalModels;
import io.loopline.model.catalogue.ModelCatalogue;
import io.loopline.model.catalogue.ModelEntry;
import java.util.List;
import java.util.Objects;
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
            new ModelPrice(
                "gpt-6.1-sol", 2_500_000L, 100_000L, 10_000_000L, 272_000L, 16_384L, 0L));
    assertThat(models.errors(llm("openai"))).isEmpty();
  }

  @Test
  void shouldReserveForTheStrongestModelOfTheLadder() {
    assertThat(models.priceOf(llm("openai-mini")))
        .isEqualTo(
            new ModelPrice("gpt-6-luna", 2_500_000L, 100_000L, 10_000_000L, 272_000L, 16_384L, 0L));
  }

  @Test
  void shouldReserveRoomForATokenizerThatMakesMoreTokensThanTheEstimate() {
    // Given
    Goal goal = llm("anthropic");
    Goal other = llm("gemini");

    // When
    ModelPrice price = resolved(goal);

    // Then the whole input of 140 estimated tokens has room for 180
    long window = goal.getContext().getWindowTokens();
    long estimated = resolved(other).getOverheadTokens() + window;
    assertThat(price.getOverheadTokens() + window).isEqualTo(Math.ceilDiv(estimated * 180, 140));
    assertThat(price.getInputPrice()).isEqualTo(2_500_000);
  }

  private ModelPrice resolved(Goal goal) {
    GoalResolution resolution =
        models.withRoom(goal, GoalResolutions.of(goal, models.priceOf(goal), null, List.of()));
    return Objects.requireNonNull(resolution.getModel());
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
