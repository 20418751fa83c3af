package io.loopline.core;

import static io.loopline.core.Fixture.act;
import static io.loopline.core.Fixture.at;
import static io.loopline.core.Fixture.failed;
import static io.loopline.core.Fixture.goal;
import static io.loopline.core.Fixture.observed;
import static io.loopline.core.Fixture.plan;
import static io.loopline.core.Fixture.timer;
import static io.loopline.core.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Actions that run beside each other, and the merge of what they left. */
class ParallelGroupsTest {
  private static final WorkspaceRef ONE = new WorkspaceRef("1", 1);
  private static final WorkspaceRef TWO = new WorkspaceRef("2", 1);
  private static final WorkspaceRef MERGED = new WorkspaceRef("3", 1);

  /** A plan as a word: p for a parallel action, s for one by itself; two parallel at most. */
  private static Given planned(String shape) {
    List<ActionTerms> actions =
        IntStream.range(0, shape.length())
            .mapToObj(
                i -> new ActionTerms("workspace", EffectClass.PURE, shape.charAt(i) == 'p', null))
            .toList();
    return given(goal()).when(planned(actions));
  }

  private static LoopEvent planned(List<ActionTerms> actions) {
    return new LoopEvent.PlanAnswered(
        at(1),
        plan(1, 1),
        actions,
        actions.stream().map(action -> Fixture.signature(action.tool())).toList(),
        10,
        null);
  }

  private static List<RequestId> sent(Given given) {
    return given.transition().effects().stream()
        .filter(Effect.RequestAction.class::isInstance)
        .map(effect -> ((Effect.RequestAction) effect).request())
        .toList();
  }

  private static LoopEvent merged(
      double at, RequestId request, @Nullable WorkspaceRef workspace, LoopEvent.Conflict... all) {
    return new LoopEvent.ActionObserved(at(at), request, workspace, 1, null, List.of(all));
  }

  @Test
  void shouldAskNothingOfAWorkerWhenTheBudgetDoesNotHoldAllThatAreDue() {
    // Given
    List<ActionTerms> actions =
        Stream.of("a", "b", "c")
            .map(tool -> new ActionTerms(tool, EffectClass.PURE, true, null))
            .toList();

    // When two may run at once and one call is left
    Given stopped =
        given(goal("hash-1", Fixture.limits(Dimension.TOOL_CALLS, 1))).when(planned(actions));

    // Then
    stopped.thenStops(StopReason.TOOL_CALL_BUDGET);
    assertThat(sent(stopped)).isEmpty();
    assertThat(stopped.transition().note()).contains("has 1 left, too few for 2 parallel actions");
  }

  private static RequestId merge(Given given) {
    return given.effect(Effect.RequestMerge.class).request();
  }

  @Test
  void shouldBeginAsManyAsMayRunAtOnce() {
    Given begun = planned("ppps");

    assertThat(sent(begun)).containsExactly(act(1, 0, 1), act(1, 1, 1));
    assertThat(begun.live().ledger().line(Dimension.TOOL_CALLS).reserved()).isEqualTo(2);
  }

  @Test
  void shouldBeginTheNextWhenOneIsObserved() {
    Given next = planned("ppps").when(observed(2, act(1, 1, 1), ONE));

    assertThat(sent(next)).containsExactly(act(1, 2, 1));
    assertThat(next.effect(Effect.RequestAction.class).workspace())
        .as("the base, not what the other left")
        .isNull();
  }

  @Test
  void shouldMergeInTheOrderOfThePlanWhenAllAreObserved() {
    Given merging =
        planned("pps").when(observed(2, act(1, 1, 1), TWO)).when(observed(3, act(1, 0, 1), ONE));

    assertThat(merging.effect(Effect.RequestMerge.class))
        .isEqualTo(
            new Effect.RequestMerge(
                act(1, 3, 1),
                at(33),
                null,
                List.of(new Effect.MergeSource(0, ONE), new Effect.MergeSource(1, TWO))));
    Given next = merging.when(merged(4, merge(merging), MERGED)).then(Disposition.APPLIED);
    assertThat(next.effect(Effect.RequestAction.class).request()).isEqualTo(act(1, 2, 1));
    assertThat(next.effect(Effect.RequestAction.class).workspace()).isEqualTo(MERGED);
  }

  @Test
  void shouldNotMergeWhenOnlyOneLeftChanges() {
    Given next =
        planned("pps").when(observed(2, act(1, 0, 1), null)).when(observed(3, act(1, 1, 1), TWO));

    assertThat(next.effect(Effect.RequestAction.class).request()).isEqualTo(act(1, 2, 1));
    assertThat(next.live().workspace()).isEqualTo(TWO);
  }

  @Test
  void shouldFailTheHigherIndexWhenBothChangedAPath() {
    Given merging =
        planned("pps").when(observed(2, act(1, 0, 1), ONE)).when(observed(3, act(1, 1, 1), TWO));
    Given verifying =
        merging
            .when(merged(4, merge(merging), MERGED, new LoopEvent.Conflict(1, 0, "a.txt")))
            .thenPhase(Phase.Verifying.class);

    Effect.AppendObservation dropped = verifying.effect(Effect.AppendObservation.class);
    assertThat(dropped.request().index()).isEqualTo(1);
    assertThat(dropped.failure()).isNotNull();
    assertThat(dropped.summary()).contains("a.txt", "parallel action 0");
    assertThat(verifying.live().workspace()).isEqualTo(MERGED);
    assertThat(verifying.effect(Effect.RequestVerify.class).observations())
        .containsExactly(2L, dropped.sequence());
  }

  @Test
  void shouldFinishTheGroupAndSkipTheRestWhenOneFails() {
    Given waiting = planned("pps").when(failed(2, act(1, 0, 1), FailureKind.TOOL_FAILED));
    waiting.thenPhase(Phase.Executing.class);
    Given verifying = waiting.when(observed(3, act(1, 1, 1), TWO));

    verifying.thenPhase(Phase.Verifying.class);
    assertThat(verifying.live().workspace()).isEqualTo(TWO);
  }

  @Test
  void shouldTryOneAgainBesideTheOthers() {
    Given waiting = planned("pp").when(failed(2, act(1, 0, 1), FailureKind.TRANSIENT));
    Given again = waiting.when(timer(4, waiting.live().wakeAt()));

    assertThat(sent(again)).containsExactly(act(1, 0, 2));
    again
        .when(observed(5, act(1, 1, 1), TWO))
        .then(Disposition.APPLIED)
        .when(observed(6, act(1, 0, 2), ONE))
        .then(Disposition.APPLIED)
        .thenPhase(Phase.Executing.class);
  }

  @Test
  void shouldMergeAgainWhenTheMergeIsLost() {
    Given merging =
        planned("pp").when(observed(2, act(1, 0, 1), ONE)).when(observed(3, act(1, 1, 1), TWO));
    Given waiting = merging.when(timer(33, merging.live().wakeAt()));
    Given again = waiting.when(timer(36, waiting.live().wakeAt()));

    assertThat(merge(again)).isEqualTo(act(1, 2, 2));
  }

  @Test
  void shouldEndWhenTheMergeIsImpossible() {
    Given merging =
        planned("pp").when(observed(2, act(1, 0, 1), ONE)).when(observed(3, act(1, 1, 1), TWO));

    merging
        .when(failed(4, merge(merging), FailureKind.LIMIT_EXCEEDED))
        .thenStops(StopReason.TERMINAL_ERROR);
  }

  @Test
  void shouldRunTwoGroupsOfOnePlanOneAfterTheOther() {
    Given first =
        planned("ppspp").when(observed(2, act(1, 0, 1), ONE)).when(observed(3, act(1, 1, 1), TWO));
    Given between = first.when(merged(4, merge(first), MERGED));
    Given second = between.when(observed(5, act(1, 2, 1), null));

    assertThat(sent(second)).containsExactly(act(1, 3, 1), act(1, 4, 1));
  }

  @Test
  void shouldGiveTheSameWhateverTheOrderOfTheAnswers() {
    List<LoopEvent> answers =
        List.of(observed(2, act(1, 0, 1), ONE), observed(2, act(1, 1, 1), TWO));
    Given one = planned("pp").when(answers.getFirst()).when(answers.getLast());
    Given other = planned("pp").when(answers.getLast()).when(answers.getFirst());

    assertThat(one.effect(Effect.RequestMerge.class))
        .isEqualTo(other.effect(Effect.RequestMerge.class));
    assertThat(Stream.of(one, other).map(each -> each.live().workspace())).containsOnlyNulls();
  }
}
