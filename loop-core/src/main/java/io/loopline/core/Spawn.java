package io.loopline.core;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The child loops that an action of a plan asks for.
 *
 * @param join when the action is done
 * @param quorum successes that {@link Join#QUORUM} needs, else 0
 * @param wishes one per child, in order
 */
public record Spawn(Join join, int quorum, List<Wish> wishes) {
  /**
   * One child loop that a plan asks for; its goal is in the plan.
   *
   * @param objectiveHash SHA-256 of its objective
   * @param asked budgets it asks for
   * @param depth levels of child loops it wants below itself
   * @param problem why its goal is not valid; empty when it is
   */
  public record Wish(String objectiveHash, Allowance asked, int depth, String problem) {
    public Wish {
      requireNonNull(objectiveHash, "objectiveHash is null");
      requireNonNull(asked, "asked is null");
      requireNonNull(problem, "problem is null");
    }
  }

  public Spawn {
    requireNonNull(join, "join is null");
    wishes = List.copyOf(wishes);
  }
}
