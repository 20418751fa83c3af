package io.loopline.core.simulation.invariant;

import io.loopline.core.ActionTerms;
import io.loopline.core.Family;
import io.loopline.core.LoopEvent;
import io.loopline.core.ParentLink;
import io.loopline.core.Spawn;
import io.loopline.core.simulation.Birth;
import io.loopline.core.simulation.Decision;
import io.loopline.core.simulation.Dump;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Children are as the plan wants them, not deeper than allowed, and none has an objective above.
 */
final class X07NoLoopBelowItself implements Invariant {
  @Override
  public String id() {
    return "X7";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    Set<String> born = new HashSet<>();
    dump.decisions()
        .forEach((loopId, decisions) -> {
          List<Birth> births = dump.births(loopId);
          if (!births.isEmpty()) {
            PlanBook plans = new PlanBook(dump, decisions);
            for (Birth birth : births) {
              findings.require(
                  born.add(birth.childId()), "loop %s was started twice", birth.childId());
              wanted(birth, plans.after(birth.sequence()), findings);
              placed(dump, birth, findings);
            }
          }
        });
  }

  private static void wanted(Birth birth, List<ActionTerms> plan, Findings findings) {
    Spawn spawn = birth.index() < plan.size() ? plan.get(birth.index()).spawn() : null;
    boolean wished = spawn != null && birth.ordinal() < spawn.wishes().size();
    findings.require(wished, "nobody planned %s", birth.childId());
    if (spawn != null && wished) {
      Spawn.Wish wish = spawn.wishes().get(birth.ordinal());
      findings.require(
          wish.problem().isEmpty()
              && wish.objectiveHash().equals(birth.goal().family().objectiveHash())
              && birth.goal().family().levelsBelow() <= wish.depth(),
          "%s is not what was planned: %s",
          birth.goal(),
          wish);
    }
  }

  private static void placed(Dump dump, Birth birth, Findings findings) {
    List<String> above = new ArrayList<>();
    Family parent = family(dump, birth.parentId());
    int levels = parent == null ? 0 : parent.levelsBelow();
    while (parent != null) {
      above.addFirst(parent.objectiveHash());
      ParentLink link = parent.parent();
      parent = link == null ? null : family(dump, link.loopId());
    }
    Family child = birth.goal().family();
    ParentLink link = child.parent();
    findings.require(
        link != null && link.loopId().equals(birth.parentId()) && link.depth() == above.size(),
        "%s is at another place: %s",
        birth.childId(),
        link);
    findings.require(
        levels >= 1 && child.levelsBelow() < levels,
        "%s is too deep: its parent had %d levels below it",
        birth.childId(),
        levels);
    findings.require(
        child.ancestors().equals(above) && !above.contains(child.objectiveHash()),
        "%s has the objective %s below %s and was told of %s",
        birth.childId(),
        child.objectiveHash(),
        above,
        child.ancestors());
  }

  private static @Nullable Family family(Dump dump, String loopId) {
    List<Decision> decisions = dump.decisions().getOrDefault(loopId, List.of());
    return !decisions.isEmpty()
            && dump.event(decisions.getFirst()) instanceof LoopEvent.GoalReceived goal
        ? goal.family()
        : null;
  }
}
