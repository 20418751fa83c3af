package io.loopline.codec;

import io.loopline.core.Allowance;
import io.loopline.core.Child;
import io.loopline.core.Family;
import io.loopline.core.LoopEvent;
import io.loopline.core.Outcome;
import io.loopline.core.ParentLink;
import io.loopline.event.BudgetDimension;
import io.loopline.event.Goal;
import io.loopline.event.LedgerLine;
import io.loopline.event.LoopInput;
import io.loopline.event.LoopResult;
import io.loopline.event.ParentRef;
import java.time.Instant;
import java.util.List;

/** Inputs of the inbox that are about other loops. */
final class FamilyEvents {
  private static final int MESSAGE_CHARACTERS = 200;

  private FamilyEvents() {}

  /** The family of a goal from outside. */
  static Family root(Goal goal) {
    return new Family(
        Hashes.sha256(goal.getObjective()),
        List.of(),
        goal.getBudgets().getDepth(),
        null,
        List.of());
  }

  /** The family of a goal that another loop sent. */
  static Family child(Goal goal) {
    ParentRef link = goal.getParent();
    if (link == null) {
      throw new UnrecognizedContent("a SPAWN input without a parent");
    }
    return new Family(
        Hashes.sha256(goal.getObjective()),
        link.getAncestorObjectives(),
        goal.getBudgets().getDepth(),
        new ParentLink(link.getLoopId(), link.getDepth()),
        List.of());
  }

  static LoopEvent ended(LoopInput input, Instant at) {
    LoopResult result = input.getChildResult();
    if (result == null) {
      throw new UnrecognizedContent("a CHILD_RESULT input without its result");
    }
    return new LoopEvent.ChildEnded(
        at,
        result.getLoopId(),
        new Child.End(
            Symbols.translate(result.getOutcome(), Outcome.class),
            result.getBest() == null ? -1 : result.getBest().getScore(),
            WorkspaceCodec.decode(result.getWorkspace()),
            clip(result.getStopReason() + ", " + result.getMessage())),
        new Allowance(
            spent(result, BudgetDimension.ITERATIONS),
            spent(result, BudgetDimension.TOOL_CALLS),
            spent(result, BudgetDimension.TOKENS),
            spent(result, BudgetDimension.COST),
            spent(result, BudgetDimension.WALL_CLOCK),
            spent(result, BudgetDimension.CHILDREN)));
  }

  static LoopEvent parentEnded(LoopInput input, Instant at) {
    if (input.getSender() == null) {
      throw new UnrecognizedContent("a CASCADE input without its sender");
    }
    String reason = input.getReason();
    return new LoopEvent.ParentEnded(at, input.getSender(), reason == null ? "" : reason);
  }

  private static long spent(LoopResult result, BudgetDimension dimension) {
    return result.getLedger().stream()
        .filter(line -> line.getDimension() == dimension)
        .mapToLong(LedgerLine::getSpent)
        .map(spent -> Math.max(0, spent))
        .sum();
  }

  private static String clip(String message) {
    return message.length() <= MESSAGE_CHARACTERS
        ? message
        : message.substring(0, MESSAGE_CHARACTERS) + "…";
  }
}
