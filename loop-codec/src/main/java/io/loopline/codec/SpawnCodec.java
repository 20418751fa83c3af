package io.loopline.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopline.codec.goal.ChildGoal;
import io.loopline.codec.goal.GoalEnvelope;
import io.loopline.codec.goal.GoalRecord;
import io.loopline.codec.goal.SpawnArguments;
import io.loopline.core.Allowance;
import io.loopline.core.Join;
import io.loopline.core.Spawn;
import io.loopline.event.ActionSpec;
import io.loopline.event.Budgets;
import io.loopline.event.Goal;
import io.loopline.event.Producer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What an action that spawns child loops asks for, from its arguments. Pure. */
final class SpawnCodec {
  /** A problem is kept in the parent's state. */
  private static final int PROBLEM_CHARACTERS = 300;

  private static final GoalEnvelope NOBODY =
      new GoalEnvelope("", Instant.EPOCH, new Producer("", "", ""));
  private static final Allowance NOTHING = new Allowance(0, 0, 0, 0, 0, 0);

  private SpawnCodec() {}

  static Spawn decode(ActionSpec action) {
    return SpawnArguments.read(action.getTool(), action.getArgumentsJson())
        .map(read ->
            new Spawn(
                Join.valueOf(read.join().toUpperCase(Locale.ROOT)),
                read.quorum(),
                read.goals().stream().map(SpawnCodec::wish).toList()))
        .orElseGet(() ->
            new Spawn(
                Join.ALL,
                0,
                List.of(
                    new Spawn.Wish(
                        "",
                        NOTHING,
                        0,
                        "the arguments are not what " + action.getTool() + " takes"))));
  }

  private static Spawn.Wish wish(JsonNode document) {
    String problem = ChildGoal.problem(document);
    if (!problem.isEmpty()) {
      String clipped =
          problem.length() <= PROBLEM_CHARACTERS
              ? problem
              : problem.substring(0, PROBLEM_CHARACTERS) + "…";
      return new Spawn.Wish("", NOTHING, 0, clipped);
    }
    Goal goal =
        GoalRecord.of(
            document,
            NOBODY,
            "child",
            file -> {
              throw new IllegalArgumentException("bug: a child's goal names the file " + file);
            });
    return new Spawn.Wish(
        Hashes.sha256(goal.getObjective()),
        asked(document.path("budgets"), goal.getBudgets()),
        goal.getBudgets().getDepth(),
        "");
  }

  private static Allowance asked(JsonNode written, Budgets budgets) {
    return new Allowance(
        budgets.getIterations(),
        said(written, "tool_calls", budgets.getToolCalls()),
        said(written, "tokens", budgets.getTokens()),
        said(written, "cost_usd", budgets.getCostMicroUsd()),
        said(written, "wall_clock", budgets.getWallClockMs()),
        said(written, "children", budgets.getChildren()));
  }

  private static long said(JsonNode written, String field, long value) {
    return written.has(field) ? value : Allowance.UNSAID;
  }
}
