package io.loopline.core;

import static io.loopline.core.Fixture.CHANGED;
import static io.loopline.core.Fixture.at;
import static io.loopline.core.Fixture.command;
import static io.loopline.core.Fixture.plan;
import static io.loopline.core.Fixture.planned;
import static io.loopline.core.Fixture.timer;
import static io.loopline.core.Given.given;
import static io.loopline.core.Kin.child;
import static io.loopline.core.Kin.ended;
import static io.loopline.core.Kin.spawning;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Ends that reach other loops: parents wait for their children, children end with their parent. */
class ClosingTest {
  private static final Family CHILD =
      new Family("objective-1", List.of("objective-0"), 2, new ParentLink("top", 1), List.of());

  private static LoopEvent parentEnded(double at, String parent) {
    return new LoopEvent.ParentEnded(at(at), parent, "CANCELLED");
  }

  private static Given cancelled() {
    return spawning(Join.ALL, 0, 2).when(command(5, CommandKind.CANCEL));
  }

  @Test
  void shouldTellItsChildrenAndWaitWhenTheParentIsCancelled() {
    Given closing =
        cancelled()
            .then(Disposition.APPLIED)
            .thenPhase(Phase.Closing.class)
            .thenEffects(Effect.EndChild.class, Effect.EndChild.class);

    assertThat(closing.when(timer(60, at(60))).live().wakeAt()).isEqualTo(at(125));
    assertThat(closing.live().ledger().line(Dimension.TOKENS).reserved()).isEqualTo(666);
    assertThat(closing.live().ledger().line(Dimension.ITERATIONS).reserved()).isZero();
  }

  @Test
  void shouldEndWithAFinalLedgerWhenTheLastChildHasReported() {
    Given one = cancelled().when(ended(6, 1, Outcome.FAILED, -1, null));
    one.thenPhase(Phase.Closing.class).thenEffects();
    Given over = one.when(ended(7, 0, Outcome.FAILED, -1, null)).thenStops(StopReason.CANCELLED);

    Effect.EmitResult result = over.effect(Effect.EmitResult.class);
    assertThat(result.ledger().lines()).extracting(BudgetLine::reserved).containsOnly(0L);
    assertThat(result.ledger().line(Dimension.TOKENS).spent()).isEqualTo(20);
    assertThat(result.ledger().line(Dimension.CHILDREN).spent()).isEqualTo(2);
    assertThat(result.message()).contains("cancelled by ann");
  }

  @Test
  void shouldCountWholeGrantsWhenChildrenDoNotReportInTime() {
    Given over =
        cancelled()
            .when(ended(6, 1, Outcome.FAILED, -1, null))
            .when(timer(60, at(60))) // the plan's deadline was still armed
            .when(timer(125, at(125)))
            .thenStops(StopReason.CANCELLED);

    assertThat(over.effect(Effect.EmitResult.class).ledger().line(Dimension.TOKENS).spent())
        .isEqualTo(10 + 333);
  }

  @Test
  void shouldTakeNothingElseInWhileItWaits() {
    cancelled().when(command(6, CommandKind.CANCEL)).then(Disposition.REFUSED).thenUnchanged();
    cancelled().when(planned(6, plan(1, 1), "sql")).then(Disposition.DUPLICATE).thenUnchanged();
    cancelled().when(timer(100, at(3))).then(Disposition.IGNORED);
  }

  @Test
  void shouldWaitForItsChildrenWhenItsTimeIsUp() {
    Given parent = spawning(Join.ALL, 0, 2);
    Given closing = parent.when(timer(601, parent.live().wakeAt()));

    closing.thenPhase(Phase.Closing.class);
    closing
        .when(ended(602, 0, Outcome.FAILED, -1, null))
        .when(ended(603, 1, Outcome.FAILED, -1, null))
        .thenStops(StopReason.TIME_BUDGET);
  }

  @Test
  void shouldWaitForLateCancelledChildrenWhenItsGoalIsAchieved() {
    Given closing =
        spawning(Join.FIRST_SUCCESS, 0, 2)
            .when(ended(5, 0, Outcome.SUCCEEDED, 1, CHANGED))
            .when(Fixture.judged(6, Fixture.verify(1, 1), VerdictDecision.ACHIEVED, 1, CHANGED));

    closing.thenPhase(Phase.Closing.class);
    // it was told when the join was decided
    assertThat(closing.transition().effects()).noneMatch(Effect.EndChild.class::isInstance);
    closing.when(ended(7, 1, Outcome.FAILED, -1, null)).thenStops(StopReason.GOAL_ACHIEVED);
  }

  @Test
  void shouldEndWithItsParent() {
    Given over =
        given(Kin.goal(CHILD)).when(parentEnded(2, "top")).thenStops(StopReason.PARENT_TERMINATED);

    assertThat(over.effect(Effect.ReportToParent.class).parent().loopId()).isEqualTo("top");
    assertThat(over.effect(Effect.ReportToParent.class).result())
        .isEqualTo(over.effect(Effect.EmitResult.class));
    over.when(parentEnded(3, "top")).then(Disposition.LATE);
  }

  @Test
  void shouldPassTheEndOnToItsOwnChildren() {
    Given closing =
        spawning(CHILD, new Spawn(Join.ALL, 0, List.of(Kin.wish("objective-2"))))
            .when(parentEnded(5, "top"))
            .thenPhase(Phase.Closing.class);

    assertThat(closing.effect(Effect.EndChild.class).childId()).isEqualTo(child(0));
    closing.when(ended(6, 0, Outcome.FAILED, -1, null)).thenStops(StopReason.PARENT_TERMINATED);
  }

  @Test
  void shouldRefuseTheEndOfALoopThatIsNotItsParent() {
    given(Kin.goal(CHILD)).when(parentEnded(2, "other")).then(Disposition.REFUSED).thenUnchanged();
    given(Fixture.goal()).when(parentEnded(2, "top")).then(Disposition.REFUSED).thenUnchanged();
  }

  @Test
  void shouldReportToItsParentWhenItsGoalIsRejected() {
    LoopEvent rejected =
        new LoopEvent.GoalReceived(
            at(0), "c", "h", Fixture.TERMS, Kin.LIMITS, List.of("no tools"), CHILD, null);

    Given over = given(rejected).thenStops(StopReason.INVALID_GOAL);

    assertThat(over.effect(Effect.ReportToParent.class).parent().loopId()).isEqualTo("top");
  }

  @Test
  void shouldStartFromTheWorkspaceOfItsParent() {
    LoopEvent goal =
        new LoopEvent.GoalReceived(
            at(0), "c", "h", Fixture.TERMS, Kin.LIMITS, List.of(), CHILD, CHANGED);

    assertThat(given(goal).effect(Effect.RequestPlan.class).workspace()).isEqualTo(CHANGED);
  }
}
