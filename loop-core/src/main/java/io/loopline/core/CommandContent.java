package io.loopline.core;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command says beside its kind; each kind reads its own part.
 *
 * @param id digest of the event id, by which a repeated command is known; empty when it has none
 * @param iteration for APPROVE, EDIT and REJECT: iteration whose plan is meant; null for the one
 *     that waits
 * @param tokens estimated tokens of the context entry it becomes
 * @param actions for EDIT: actions of the new plan, in order
 * @param signatures for EDIT: signature of each action, as many as actions
 * @param limits for AMEND_BUDGET: absolute limits, of the budgets to change only
 * @param errors what is wrong with it; any of them refuses it
 */
public record CommandContent(
    String id,
    @Nullable Integer iteration,
    int tokens,
    List<ActionTerms> actions,
    List<ActionSignature> signatures,
    Map<Dimension, Long> limits,
    List<String> errors) {
  /** A command that is all in its kind. */
  public static final CommandContent NONE =
      new CommandContent("", null, 0, List.of(), List.of(), Map.of(), List.of());

  public CommandContent {
    requireNonNull(id, "id is null");
    actions = List.copyOf(actions);
    signatures = List.copyOf(signatures);
    limits = Map.copyOf(limits);
    errors = List.copyOf(errors);
    if (signatures.size() != actions.size()) {
      throw new IllegalArgumentException(
          "%d signatures of %d actions".formatted(signatures.size(), actions.size()));
    }
    if (tokens < 0) {
      throw new IllegalArgumentException("tokens is negative: " + tokens);
    }
  }

  /** Tool of each action of the new plan, in order. */
  public List<String> tools() {
    return actions.stream().map(ActionTerms::tool).toList();
  }
}
