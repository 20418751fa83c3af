package io.loopline.core.simulation;

import io.loopline.core.ActionTerms;
import io.loopline.core.Allowance;
import io.loopline.core.EffectClass;
import io.loopline.core.Join;
import io.loopline.core.Spawn;
import java.util.ArrayList;
import java.util.List;

/** Actions that start child loops: the one place that makes them up. */
final class Kindred {
  private static final List<Join> JOINS = List.of(Join.values());
  private static final int OBJECTIVES = 12;

  private Kindred() {}

  /** Objectives are few, so that some loop is asked for below itself. */
  static String objective(Chance chance) {
    return "objective-" + chance.below(OBJECTIVES);
  }

  static ActionTerms action(Chance chance) {
    int children = chance.percent(40) ? 1 : 2 + chance.below(2);
    Join join = chance.one(JOINS);
    List<Spawn.Wish> wishes = new ArrayList<>();
    for (int i = 0; i < children; i++) {
      wishes.add(wish(chance));
    }
    int quorum = join == Join.QUORUM ? 1 + chance.below(children) : 0;
    return new ActionTerms(
        children == 1 ? "loop.spawn" : "loop.fanout",
        EffectClass.IDEMPOTENT,
        chance.percent(10),
        new Spawn(join, quorum, wishes));
  }

  private static Spawn.Wish wish(Chance chance) {
    Allowance asked =
        new Allowance(
            chance.percent(3) ? 0 : chance.percent(75) ? 1 + chance.below(3) : chance.below(13),
            said(chance, 9),
            said(chance, 60_000),
            said(chance, 60_000),
            said(chance, 120_000),
            chance.percent(25) ? Allowance.UNSAID : chance.below(9));
    return new Spawn.Wish(
        objective(chance),
        asked,
        chance.percent(70) ? 3 : chance.below(3),
        chance.percent(4) ? "checks: none" : "");
  }

  private static long said(Chance chance, int bound) {
    return chance.percent(70) ? Allowance.UNSAID : chance.below(bound);
  }
}
