package io.loopline.core;

import static io.loopline.core.Fixture.CHANGED;
import static io.loopline.core.Fixture.at;
import static io.loopline.core.Fixture.timer;
import static io.loopline.core.Kin.child;
import static io.loopline.core.Kin.ended;
import static io.loopline.core.Kin.spawning;
import static io.loopline.core.Kin.wish;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Child loops: how they start, what they are granted, and who is refused. */
class SpawningTest {
  private static final Spawn ONE = new Spawn(Join.ALL, 0, List.of(wish("objective-1")));

  private static BudgetLine line(Given given, Dimension dimension) {
    return given.live().ledger().line(dimension);
  }

  private static Given asking(Allowance asked) {
    return spawning(new Spawn(Join.ALL, 0, List.of(wish("objective-1", asked))));
  }

  @Test
  void shouldStartTheChildWithAShareOfWhatIsLeft() {
    Given parent =
        spawning(ONE)
            .thenPhase(Phase.Executing.class)
            .thenEffects(Effect.AppendContext.class, Effect.SpawnChild.class);

    Effect.SpawnChild spawn = parent.effect(Effect.SpawnChild.class);
    assertThat(spawn.child().loopId()).isEqualTo("loop-1.1.0.0");
    // half of each, and three quarters of the 599 s that are left
    assertThat(spawn.child().grant()).isEqualTo(new Allowance(5, 10, 500, 450, 449_250, 0));
    assertThat(spawn.depth()).isEqualTo(1);
    assertThat(spawn.levelsBelow()).isEqualTo(2);
    assertThat(spawn.ancestors()).containsExactly("objective-0");
  }

  @Test
  void shouldCutTheGrantFromTheParentsBudget() {
    Given parent = spawning(ONE);

    assertThat(line(parent, Dimension.TOOL_CALLS).reserved()).isEqualTo(10);
    assertThat(line(parent, Dimension.TOKENS).reserved()).isEqualTo(500);
    assertThat(line(parent, Dimension.COST).reserved()).isEqualTo(450);
    assertThat(line(parent, Dimension.CHILDREN).reserved()).isEqualTo(1);
  }

  @Test
  void shouldStartNoneWhenTooFewCanForTheirQuorum() {
    // Given two of three have to succeed, and two are refused
    Spawn spawn =
        new Spawn(
            Join.QUORUM, 2, List.of(wish("objective-0"), wish("objective-1"), wish("objective-0")));

    // When
    Given parent = spawning(spawn);

    // Then nothing was started that would have to be ended at once
    parent.thenPhase(Phase.Verifying.class);
    assertThat(parent.transition().effects())
        .noneMatch(
            effect -> effect instanceof Effect.SpawnChild || effect instanceof Effect.EndChild);
    assertThat(line(parent, Dimension.TOOL_CALLS).reserved()).isZero();
    assertThat(line(parent, Dimension.CHILDREN).reserved()).isZero();
    assertThat(parent.transition().note())
        .contains("only 1 of the 2 that have to succeed can start");
  }

  @Test
  void shouldGiveBackWhatTheChildDidNotSpend() {
    Given parent = spawning(ONE).when(ended(5, 0, Outcome.SUCCEEDED, 1, CHANGED));

    assertThat(line(parent, Dimension.TOOL_CALLS))
        .isEqualTo(new BudgetLine(Dimension.TOOL_CALLS, 20, 1, 0));
    assertThat(line(parent, Dimension.TOKENS))
        .isEqualTo(new BudgetLine(Dimension.TOKENS, 1_000, 10, 0));
    assertThat(line(parent, Dimension.COST)).isEqualTo(new BudgetLine(Dimension.COST, 900, 5, 0));
    assertThat(line(parent, Dimension.CHILDREN))
        .isEqualTo(new BudgetLine(Dimension.CHILDREN, 6, 1, 0));
  }

  @Test
  void shouldObserveTheResultAndGoOnFromItsWorkspace() {
    Given verifying =
        spawning(ONE)
            .when(ended(5, 0, Outcome.SUCCEEDED, 1, CHANGED))
            .then(Disposition.APPLIED)
            .thenPhase(Phase.Verifying.class);

    Effect.AppendObservation observation = verifying.effect(Effect.AppendObservation.class);
    assertThat(observation.failure()).isNull();
    assertThat(observation.workspace()).isEqualTo(CHANGED);
    assertThat(observation.children()).extracting(Child::succeeded).containsExactly(true);
    assertThat(verifying.live().workspace()).isEqualTo(CHANGED);
    assertThat(verifying.live().family().children()).isEmpty();
  }

  @Test
  void shouldKeepItsOwnWorkspaceWhenTheChildFails() {
    Given verifying = spawning(ONE).when(ended(5, 0, Outcome.EXHAUSTED, 0.4, CHANGED));

    assertThat(verifying.effect(Effect.AppendObservation.class).failure())
        .extracting(Failure::kind)
        .isEqualTo(FailureKind.TOOL_FAILED);
    assertThat(verifying.live().workspace()).isNull();
  }

  @Test
  void shouldRefuseWhenTheDepthIsReached() {
    Family deepest =
        new Family("objective-0", List.of("a", "b", "c"), 0, new ParentLink("top", 3), List.of());

    assertRefused(spawning(deepest, ONE), "the depth of 3 child loops is reached");
  }

  @ParameterizedTest
  @CsvSource({"objective-0", "objective-a"})
  void shouldRefuseWhenTheObjectiveIsThatOfALoopAbove(String objective) {
    Family family =
        new Family("objective-0", List.of("objective-a"), 2, new ParentLink("top", 1), List.of());

    assertRefused(
        spawning(family, new Spawn(Join.ALL, 0, List.of(wish(objective)))),
        "its objective is that of a loop above it");
  }

  @Test
  void shouldRefuseWhenItsGoalIsNotValid() {
    assertRefused(
        spawning(
            new Spawn(
                Join.ALL, 0, List.of(new Spawn.Wish("", Allowance.NONE, 0, "checks: missing")))),
        "its goal is not valid: checks: missing");
  }

  @ParameterizedTest
  @CsvSource({
    "21, 10, 10, 1000, 0, 'would get 21 tool calls and 20 are left'",
    "5, 1001, 10, 1000, 0, 'would get 1001 tokens and 1000 are left'",
    "5, 10, 901, 1000, 0, 'would get 901 micro-USD and 900 are left'",
    "5, 10, 10, 1000, 6, 'would get 7 child loops, itself included, and 6 are left'",
    "5, 10, 10, 599001, 0, 'would get 599001 ms and 599000 are left'"
  })
  void shouldRefuseWhenTheGrantIsLargerThanTheRemainder(
      long calls, long tokens, long cost, long clock, long children, String message) {
    assertRefused(asking(new Allowance(3, calls, tokens, cost, clock, children)), message);
  }

  @Test
  void shouldGrantExactlyTheRemainder() {
    Given parent = asking(new Allowance(3, 20, 1_000, 900, 599_000, 5));

    assertThat(parent.effect(Effect.SpawnChild.class).child().grant())
        .isEqualTo(new Allowance(3, 20, 1_000, 900, 599_000, 5));
  }

  private static void assertRefused(Given given, String message) {
    given.thenPhase(Phase.Verifying.class);
    Failure failure =
        Objects.requireNonNull(given.effect(Effect.AppendObservation.class).failure());
    assertThat(failure.kind()).isEqualTo(FailureKind.DENIED);
    assertThat(failure.message()).contains(message);
    assertThat(given.transition().effects()).noneMatch(Effect.SpawnChild.class::isInstance);
    assertThat(given.live().ledger().lines())
        .filteredOn(line -> line.dimension() != Dimension.ITERATIONS)
        .extracting(BudgetLine::reserved)
        .containsOnly(0L);
  }

  @Test
  void shouldCountTheWholeGrantWhenTheChildNeverReports() {
    Given parent = spawning(ONE).when(timer(60, at(60))); // the plan's deadline was still armed
    Given verifying =
        parent.when(timer(511, parent.live().wakeAt())).thenPhase(Phase.Verifying.class);

    assertThat(parent.live().wakeAt()).isEqualTo(at(1).plusMillis(449_250).plusSeconds(60));
    assertThat(line(verifying, Dimension.TOKENS))
        .isEqualTo(new BudgetLine(Dimension.TOKENS, 1_000, 500, 0));
    assertThat(verifying.effect(Effect.EndChild.class).childId()).isEqualTo(child(0));
    verifying.when(ended(512, 0, Outcome.SUCCEEDED, 1, null)).then(Disposition.LATE);
  }

  @Test
  void shouldIgnoreTheResultOfAStranger() {
    spawning(ONE)
        .when(ended(5, 7, Outcome.SUCCEEDED, 1, CHANGED))
        .then(Disposition.LATE)
        .thenUnchanged();
  }

  @Test
  void shouldShortenTheIdOfAChildWhenItsParentsIsLong() {
    RequestId action = new RequestId("x".repeat(128), 1, Step.ACT, 0, 1);

    assertThat(ChildIds.of(action, 0)).hasSize(128).isNotEqualTo(ChildIds.of(action, 1));
  }
}
