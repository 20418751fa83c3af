package io.loopline.core;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** New limits for the budgets of a live loop: all that a command names, or none. */
final class Amendments {
  private Amendments() {}

  static Disposition take(Draft draft, LoopEvent.CommandReceived command) {
    Map<Dimension, Long> limits = new EnumMap<>(Dimension.class);
    limits.putAll(command.content().limits());
    List<String> problems = problems(draft.ledger, limits);
    problems.addAll(beyondGrant(draft, limits));
    if (!problems.isEmpty()) {
      return Commands.refuse(draft, command, String.join("; ", problems));
    }
    List<String> changes = new ArrayList<>();
    limits.forEach((dimension, limit) ->
        changes.add(
            "%s from %d to %d".formatted(dimension, draft.ledger.line(dimension).limit(), limit)));
    draft.ledger = draft.ledger.withLimits(limits);
    draft.note("budgets amended" + Commands.by(command) + " (" + String.join(", ", changes) + ")");
    return Disposition.APPLIED;
  }

  /** What a child has was cut from its parent's budgets, so it cannot be given more. */
  private static List<String> beyondGrant(Draft draft, Map<Dimension, Long> limits) {
    ParentLink parent = draft.family.parent();
    if (parent == null) {
      return List.of();
    }
    return limits.entrySet().stream()
        .filter(wanted -> Grants.isCut(wanted.getKey()))
        .filter(wanted -> wanted.getValue() > draft.ledger.line(wanted.getKey()).limit())
        .map(wanted ->
            "%s cannot be raised from %d to %d: a child loop spends what its parent %s granted it"
                .formatted(
                    wanted.getKey(),
                    draft.ledger.line(wanted.getKey()).limit(),
                    wanted.getValue(),
                    parent.loopId()))
        .toList();
  }

  private static List<String> problems(Ledger ledger, Map<Dimension, Long> limits) {
    List<String> problems = new ArrayList<>();
    if (limits.isEmpty()) {
      problems.add("it names no budget");
    }
    limits.forEach((dimension, limit) -> {
      BudgetLine line = ledger.line(dimension);
      long committed = line.spent() + line.reserved();
      if (limit < committed) {
        problems.add(
            "%s cannot be %d: %d are spent and %d reserved"
                .formatted(dimension, limit, line.spent(), line.reserved()));
      } else if (limit > dimension.largestLimit()) {
        problems.add(
            "%s cannot be %d: the largest limit is %d"
                .formatted(dimension, limit, dimension.largestLimit()));
      }
    });
    return problems;
  }
}
