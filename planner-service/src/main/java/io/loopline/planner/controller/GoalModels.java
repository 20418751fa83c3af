package io.loopline.planner.controller;

import io.loopline.event.Goal;
import io.loopline.event.ModelPrice;
import io.loopline.event.PlannerKind;
import io.loopline.event.PlannerSpec;
import io.loopline.planner.model.ModelCatalogue;
import io.loopline.planner.model.ModelEntry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The catalogue entry of the model that plans for a goal. Immutable. */
final class GoalModels {
  private final ModelCatalogue catalogue;

  GoalModels(ModelCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** What is wrong with the goal's choice; empty when a model is known or none plans. */
  List<String> errors(Goal goal) {
    String name = name(goal.getPlanner());
    return name == null || catalogue.find(name).isPresent()
        ? List.of()
        : List.of(
            "planner.profile: unknown model '%s' (one of %s)"
                .formatted(name, String.join(", ", catalogue.names())));
  }

  /** Price and size of the goal's model; null when none plans. */
  @Nullable ModelPrice priceOf(Goal goal) {
    String name = name(goal.getPlanner());
    Optional<ModelEntry> entry = name == null ? Optional.empty() : catalogue.find(name);
    return entry.map(GoalModels::price).orElse(null);
  }

  private static ModelPrice price(ModelEntry entry) {
    return new ModelPrice(
        entry.name(),
        entry.input(),
        entry.cachedInput(),
        entry.output(),
        entry.contextTokens(),
        entry.maxOutputTokens(),
        0L);
  }

  private static @Nullable String name(PlannerSpec planner) {
    if (planner.getKind() != PlannerKind.LLM) {
      return null;
    }
    return planner.getProfile() == null ? "" : planner.getProfile();
  }
}
