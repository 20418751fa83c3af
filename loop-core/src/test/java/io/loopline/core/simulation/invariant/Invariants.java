package io.loopline.core.simulation.invariant;

import io.loopline.core.simulation.Dump;
import java.util.List;

/** All invariants; a new one is one more line here. */
public final class Invariants {
  public static final List<Invariant> ALL =
      List.of(
          new S01GoalAcceptedOnce(),
          new S02OneResultPerLoop(),
          new S03NothingAfterTheEnd(),
          new S04NoGapInIterationsAndAttempts(),
          new S05CausesExistAndPrecede(),
          new S06TransitionsFollowTheAutomaton(),
          new S07OneAnswerPerRequest(),
          new S08OnceToolsRunOnce(),
          new S09BudgetsHold(),
          new S09TokensAndMoneyHold(),
          new S10GrantsAreCutFromTheParent(),
          new S11BilledTokensAreCounted(),
          new S12NoRequestAfterCancel(),
          new S13BreakersHold(),
          new S14AchievedOnlyOnPassedArtifact(),
          new S15OutputsOfADecisionAreWhole(),
          new S16NothingComesOfAbortedRecords(),
          new S17EveryInputIsAccountedFor(),
          new S18ReplayReproducesHashes(),
          new S21KeyNamesLoopAndPartition(),
          new L01EveryLoopEndsInTime(),
          new L02EverythingComesToRest(),
          new X01NothingThrows(),
          new X02NothingIsLeftBehind(),
          new X03NoRequestWhilePaused(),
          new X04NoActionWithoutApproval(),
          new X05ParentsEndLast(),
          new X06ChildrenEndWithTheirParent(),
          new X07NoLoopBelowItself(),
          new X08JoinsHold(),
          new X09GroupsShareTheirStart(),
          new X10LimitsOfLabelsHold(),
          new X11SummariesAreOrdered());

  private Invariants() {}

  /** Every breach in a run; empty when all hold. */
  public static List<Findings.Finding> check(Dump dump) {
    Findings findings = new Findings();
    for (Invariant invariant : ALL) {
      findings.begin(invariant);
      invariant.check(dump, findings);
    }
    return List.copyOf(findings.all());
  }
}
