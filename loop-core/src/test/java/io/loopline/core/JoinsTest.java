package io.loopline.core;

import static io.loopline.core.Fixture.CHANGED;
import static io.loopline.core.Kin.child;
import static io.loopline.core.Kin.ended;
import static io.loopline.core.Kin.spawning;
import static io.loopline.core.Kin.wish;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** When a fan-out is done, who wins, and what becomes of the others. */
class JoinsTest {
  private static final WorkspaceRef OTHER = new WorkspaceRef("beef", 10);

  private static void assertStillJoining(Given given) {
    given.thenPhase(Phase.Executing.class);
    assertThat(given.transition().effects()).isEmpty();
  }

  private static List<String> cancelled(Given given) {
    return given.transition().effects().stream()
        .filter(Effect.EndChild.class::isInstance)
        .map(effect -> ((Effect.EndChild) effect).childId())
        .toList();
  }

  private static boolean ok(Given given) {
    return given.effect(Effect.AppendObservation.class).failure() == null;
  }

  @Test
  void shouldShareTheBudgetBetweenTheChildrenAndTheParent() {
    Given parent = spawning(Join.ALL, 0, 3);

    assertThat(parent.transition().effects())
        .filteredOn(Effect.SpawnChild.class::isInstance)
        .extracting(effect -> ((Effect.SpawnChild) effect).child().grant().tokens())
        .containsExactly(250L, 250L, 250L);
  }

  @Test
  void shouldWaitForAllAndSucceedWhenAllDid() {
    Given two = spawning(Join.ALL, 0, 2).when(ended(5, 1, Outcome.SUCCEEDED, 1, CHANGED));
    assertStillJoining(two);
    Given done = two.when(ended(6, 0, Outcome.SUCCEEDED, 1, OTHER));

    assertThat(ok(done)).isTrue();
    assertThat(done.effect(Effect.AppendObservation.class).children())
        .extracting(Child::loopId)
        .containsExactly(child(0), child(1));
    assertThat(done.live().workspace()).isNull();
  }

  @Test
  void shouldWaitForAllAndFailWhenOneDidNot() {
    Given one = spawning(Join.ALL, 0, 2).when(ended(5, 0, Outcome.STUCK, 0.1, null));
    assertStillJoining(one);

    assertThat(ok(one.when(ended(6, 1, Outcome.SUCCEEDED, 1, CHANGED)))).isFalse();
  }

  @Test
  void shouldTakeTheFirstSuccessAndCancelTheRest() {
    Given one = spawning(Join.FIRST_SUCCESS, 0, 3).when(ended(5, 0, Outcome.EXHAUSTED, 0.9, OTHER));
    assertStillJoining(one);
    Given done = one.when(ended(6, 2, Outcome.SUCCEEDED, 1, CHANGED));

    assertThat(ok(done)).isTrue();
    assertThat(cancelled(done)).containsExactly(child(1));
    assertThat(done.live().workspace()).isEqualTo(CHANGED);
    done.thenPhase(Phase.Verifying.class);
  }

  @Test
  void shouldReturnTheGrantOfACancelledChildWhenItReports() {
    Given done =
        spawning(Join.FIRST_SUCCESS, 0, 2).when(ended(5, 0, Outcome.SUCCEEDED, 1, CHANGED));
    assertThat(done.live().ledger().line(Dimension.TOKENS))
        .isEqualTo(new BudgetLine(Dimension.TOKENS, 1_000, 10, 333));

    Given settled = done.when(ended(6, 1, Outcome.FAILED, -1, null)).then(Disposition.APPLIED);

    assertThat(settled.live().ledger().line(Dimension.TOKENS))
        .isEqualTo(new BudgetLine(Dimension.TOKENS, 1_000, 20, 0));
    assertThat(settled.live().family().children()).isEmpty();
    settled.thenPhase(Phase.Verifying.class);
  }

  @Test
  void shouldFailWhenNobodySucceeded() {
    Given done =
        spawning(Join.FIRST_SUCCESS, 0, 2)
            .when(ended(5, 0, Outcome.FAILED, 0.2, null))
            .when(ended(6, 1, Outcome.STUCK, 0.3, OTHER));

    assertThat(ok(done)).isFalse();
    assertThat(done.live().workspace()).isNull();
  }

  @Test
  void shouldBeDoneWhenTheQuorumIsReached() {
    Given one = spawning(Join.QUORUM, 2, 3).when(ended(5, 0, Outcome.SUCCEEDED, 1, CHANGED));
    assertStillJoining(one);
    Given done = one.when(ended(6, 1, Outcome.SUCCEEDED, 1, OTHER));

    assertThat(ok(done)).isTrue();
    assertThat(cancelled(done)).containsExactly(child(2));
  }

  @Test
  void shouldGiveUpAtOnceWhenTheQuorumCannotBeReached() {
    Given one = spawning(Join.QUORUM, 2, 3).when(ended(5, 0, Outcome.FAILED, -1, null));
    assertStillJoining(one);
    Given done = one.when(ended(6, 1, Outcome.FAILED, -1, null));

    assertThat(ok(done)).isFalse();
    assertThat(cancelled(done)).containsExactly(child(2));
  }

  @Test
  void shouldTakeTheBestScoreWhetherItSucceededOrNot() {
    Given two =
        spawning(Join.BEST_SCORE, 0, 3)
            .when(ended(5, 0, Outcome.EXHAUSTED, 0.4, OTHER))
            .when(ended(6, 2, Outcome.FAILED, -1, null));
    assertStillJoining(two);
    Given done = two.when(ended(7, 1, Outcome.EXHAUSTED, 0.8, CHANGED));

    assertThat(ok(done)).isTrue();
    assertThat(done.live().workspace()).isEqualTo(CHANGED);
    assertThat(done.transition().note()).contains(child(1) + " wins");
  }

  @Test
  void shouldPreferSuccessAndThenTheEarlierChildWhenScoresAreEqual() {
    Given success =
        spawning(Join.BEST_SCORE, 0, 2)
            .when(ended(5, 0, Outcome.EXHAUSTED, 0.8, OTHER))
            .when(ended(6, 1, Outcome.SUCCEEDED, 0.8, CHANGED));
    Given earlier =
        spawning(Join.BEST_SCORE, 0, 2)
            .when(ended(5, 1, Outcome.EXHAUSTED, 0.8, OTHER))
            .when(ended(6, 0, Outcome.EXHAUSTED, 0.8, CHANGED));

    assertThat(success.live().workspace()).isEqualTo(CHANGED);
    assertThat(earlier.live().workspace()).isEqualTo(CHANGED);
  }

  @Test
  void shouldGoOnWithTheOthersWhenOneIsRefused() {
    Given parent =
        spawning(new Spawn(Join.BEST_SCORE, 0, List.of(wish("objective-0"), wish("objective-2"))));
    assertThat(parent.effect(Effect.SpawnChild.class).child().loopId()).isEqualTo(child(1));
    Given done = parent.when(ended(5, 1, Outcome.SUCCEEDED, 1, CHANGED));

    assertThat(ok(done)).isTrue();
    assertThat(done.effect(Effect.AppendObservation.class).children())
        .extracting(each -> each.end() == null ? null : each.end().outcome())
        .containsExactly(Outcome.REJECTED, Outcome.SUCCEEDED);
  }
}
