package io.loopline.model.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loopline.event.Check;
import io.loopline.event.CheckKind;
import io.loopline.event.Goal;
import io.loopline.event.GoalResolution;
import io.loopline.event.ModelPrice;
import io.loopline.event.PlannerKind;
import io.loopline.event.PlannerSpec;
import io.loopline.prompt.JudgeSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Price and size of the models that may plan for a goal or judge it. Immutable. */
public final class GoalModels {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Estimates are taken for what OpenAI's tables make. Of rules and code these make less; of a full
   * window with its headings about as much.
   */
  private static final long ESTIMATED_PERCENT = 100;

  private final ModelCatalogue catalogue;

  public GoalModels(ModelCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** What is wrong with the goal's choices; empty when all its profiles are known. */
  public List<String> errors(Goal goal) {
    List<String> errors = new ArrayList<>();
    String planner = name(goal.getPlanner());
    if (planner != null) {
      unknown("planner.profile", planner, errors);
    }
    for (int i = 0; i < goal.getChecks().size(); i++) {
      Check check = goal.getChecks().get(i);
      if (check.getKind() == CheckKind.JUDGE) {
        unknown("checks[" + i + "].profile", settings(check).profile(), errors);
      }
    }
    return errors;
  }

  private void unknown(String field, String name, List<String> errors) {
    if (catalogue.profile(name).isEmpty()) {
      errors.add(
          "%s: unknown profile '%s' (one of %s)"
              .formatted(field, name, String.join(", ", catalogue.profileNames())));
    }
  }

  /**
   * What no request of the goal's profile exceeds, whichever of its fallbacks and stronger profiles
   * answers, so that what is reserved covers any of them; null when no model plans.
   */
  public @Nullable ModelPrice priceOf(Goal goal) {
    String name = name(goal.getPlanner());
    Optional<ModelEntry> entry = name == null ? Optional.empty() : catalogue.worstCase(name);
    return entry.map(GoalModels::price).orElse(null);
  }

  /**
   * The same resolution with room for what a model's tokenizer may make of the prompt beyond the
   * estimate, so that a full window need not be shown by halves. No more than the model takes
   * beside its longest answer: a small model is shown less.
   *
   * @param resolution of this goal; changed when room is needed
   */
  public GoalResolution withRoom(Goal goal, GoalResolution resolution) {
    ModelPrice price = resolution.getModel();
    String name = name(goal.getPlanner());
    if (price != null && name != null) {
      long window = goal.getContext().getWindowTokens();
      catalogue
          .worstCase(name)
          .ifPresent(worst -> {
            long estimated = price.getOverheadTokens();
            long wanted = roomFor(estimated + window, worst) - window;
            long most = worst.contextTokens() - worst.maxOutputTokens() - window;
            price.setOverheadTokens(Math.max(estimated, Math.min(wanted, most)));
          });
    }
    return resolution;
  }

  private static long roomFor(long estimated, ModelEntry model) {
    return Math.max(estimated, Math.ceilDiv(estimated * model.tokenPercent(), ESTIMATED_PERCENT));
  }

  /**
   * What all judge checks of one verdict may use together: the highest prices of their profiles,
   * and as overhead and longest output the tokens of all samples; null when no model judges.
   */
  public @Nullable ModelPrice judgesOf(Goal goal) {
    ModelEntry worst = null;
    long input = 0;
    long output = 0;
    for (Check check : goal.getChecks()) {
      if (check.getKind() == CheckKind.JUDGE) {
        JudgeSettings settings = settings(check);
        ModelEntry entry = catalogue.worstCase(settings.profile()).orElseThrow();
        worst = worst == null ? entry : worst.worst(entry);
        input += settings.samples() * roomFor(settings.inputTokens(goal.getObjective()), entry);
        output += settings.samples() * Math.min(settings.outputTokens(), entry.maxOutputTokens());
      }
    }
    return worst == null
        ? null
        : new ModelPrice(
            worst.name(),
            worst.dearestInput(),
            worst.cachedInput(),
            worst.output(),
            input + output,
            output,
            input);
  }

  private static JudgeSettings settings(Check check) {
    try {
      return JudgeSettings.of(JSON.readTree(check.getConfigJson()));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(
          "bug: a valid goal has settings that are not JSON", impossible);
    }
  }

  private static ModelPrice price(ModelEntry entry) {
    return new ModelPrice(
        entry.name(),
        entry.dearestInput(),
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
