package io.loopline.planner.controller;

import io.loopline.event.Goal;
import io.loopline.event.ModelPrice;
import io.loopline.event.PlannerKind;
import io.loopline.event.PlannerSpec;
import io.loopline.model.catalogue.ModelCatalogue;
import io.loopline.model.catalogue.ModelEntry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Price and size of the models that may plan for a goal. Immutable. */
final class GoalModels {
  private final ModelCatalogue catalogue;

  GoalModels(ModelCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** What is wrong with the goal's choice; empty when its profile is known or no model plans. */
  List<String> errors(Goal goal) {
    String name = name(goal.getPlanner());
    return name == null || catalogue.profile(name).isPresent()
        ? List.of()
        : List.of(
            "planner.profile: unknown profile '%s' (one of %s)"
                .formatted(name, String.join(", ", catalogue.profileNames())));
  }

  /**
   * What no request of the goal's profile exceeds, whichever of its fallbacks and stronger profiles
   * answers, so that what is reserved covers any of them; null when no model plans.
   */
  @Nullable ModelPrice priceOf(Goal goal) {
    String name = name(goal.getPlanner());
    Optional<ModelEntry> entry = name == null ? Optional.empty() : catalogue.worstCase(name);
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
