package io.loopline.core;

import static io.loopline.core.Fixture.LOOP;
import static io.loopline.core.Fixture.act;
import static io.loopline.core.Fixture.at;
import static io.loopline.core.Fixture.judged;
import static io.loopline.core.Fixture.observed;
import static io.loopline.core.Fixture.plan;
import static io.loopline.core.Fixture.timer;
import static io.loopline.core.Fixture.verify;
import static io.loopline.core.Given.given;
import static io.loopline.core.Models.MODEL;
import static io.loopline.core.Models.used;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Summaries that the model makes. Each iteration has three entries of 10 tokens in a window of 100,
 * so the fourth plan request finds 90, more than 80 percent.
 */
class SummariesTest {
  private static final GuardTerms GUARDS =
      new GuardTerms(
          new StuckTerms(false, 4, 3, 6, 3, 5, 5, 3, List.of()),
          AdaptiveTerms.DEFAULT,
          new ContextTerms(ContextTerms.Summarizer.MODEL, 80, 20));
  private static final long PLENTY = 1_000_000;

  @Test
  void shouldOrderASummaryWithThePlanWhenTheWindowIsFull() {
    Given full = full();

    Effect.RequestPlan request = full.effect(Effect.RequestPlan.class);
    // its output is twice the summary and what a model thinks, at most what the model gives
    assertThat(request.summary())
        .isEqualTo(
            new Effect.SummaryOrder(
                List.of(1L, 2L, 3L, 4L, 5L, 6L), 20, new Caps(100, 1_000, 4_100, 0)));
    assertThat(request.caps()).isEqualTo(new Caps(140, 1_000, 4_140, 100));
    assertThat(request.allCaps()).isEqualTo(new Caps(240, 2_000, 8_240, 100));
    assertThat(request.context()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    assertThat(reserved(full, Dimension.TOKENS)).isEqualTo(2_240);
    assertThat(reserved(full, Dimension.COST)).isEqualTo(8_240);
    assertThat(effects(full, Effect.Compact.class)).isEmpty();
    assertThat(full.live().context().ordered()).isEqualTo(6);
  }

  @Test
  void shouldPutTheSummaryInThePlaceOfWhatItStandsForWhenItComes() {
    Given planned = full().when(answered(30, 4, 1, null, 15));

    assertThat(planned.effect(Effect.Compact.class))
        .isEqualTo(new Effect.Compact(10, 2, List.of(1L, 2L, 3L, 4L, 5L, 6L), 15, true));
    assertThat(planned.effect(Effect.EvictContext.class).sequences()).hasSize(6);
    assertThat(planned.live().context().sequences()).containsExactly(10L, 7L, 8L, 9L, 11L);
    assertThat(planned.live().context().tokens()).isEqualTo(55);
    assertThat(planned.live().context().ordered()).isZero();
    assertThat(planned.transition().changes())
        .containsExactly("context compacted: 6 entries up to iteration 2, summarized by the model");
    assertThat(reserved(planned, Dimension.TOKENS)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true", "20, true", "21, false"})
  void shouldSummarizeByRuleWhenThePlanComesWithoutASummaryOfTheRightLength(
      int summary, boolean told) {
    Given planned = full().when(answered(30, 4, 1, null, summary));

    assertThat(planned.effect(Effect.Compact.class))
        .isEqualTo(
            new Effect.Compact(10, 2, List.of(1L, 2L, 3L, 4L, 5L, 6L), told ? summary : 20, told));
    assertThat(planned.transition().note().contains("no summary of at most 20 tokens"))
        .isEqualTo(!told);
  }

  @Test
  void shouldOrderItAgainWhenTheAnswerFailedWithoutOne() {
    Given again = full().when(answered(30, 4, 1, FailureKind.INVALID_OUTPUT, 0));

    assertThat(effects(again, Effect.Compact.class)).isEmpty();
    Effect.SummaryOrder order = again.effect(Effect.RequestPlan.class).summary();
    assertThat(requireNonNull(order).rows()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
  }

  @Test
  void shouldForgetTheOrderWhileItBacksOff() {
    Given waiting = full().when(answered(30, 4, 1, FailureKind.TRANSIENT, 0));

    waiting.thenPhase(Phase.BackingOff.class);
    assertThat(waiting.live().context().ordered()).isZero();
    assertThat(waiting.live().context().entries()).hasSize(9);
  }

  @Test
  void shouldKeepTheSummaryOfAnAnswerWhosePlanFailed() {
    Given again = full().when(answered(30, 4, 1, FailureKind.INVALID_OUTPUT, 15));

    assertThat(again.effect(Effect.Compact.class).told()).isTrue();
    Effect.RequestPlan request = again.effect(Effect.RequestPlan.class);
    assertThat(request.request()).isEqualTo(plan(4, 2));
    assertThat(request.summary()).isNull();
    assertThat(request.context()).startsWith(10L, 7L, 8L, 9L);
  }

  @Test
  void shouldOrderItAgainWhenNoAnswerCame() {
    Given again = full().when(timer(200, full().live().wakeAt()));

    Effect.RequestPlan request = again.effect(Effect.RequestPlan.class);
    assertThat(request.request()).isEqualTo(plan(4, 2));
    assertThat(request.summary()).isNotNull();
    assertThat(again.live().ledger().line(Dimension.TOKENS).spent()).isEqualTo(3 * 30 + 2_240);
  }

  /** A plan of full size holds 1140 tokens and 4140 micro-USD, the summary 1100 and 4100. */
  @ParameterizedTest
  @CsvSource({"2240, 8240, true", "2239, 8240, false", "2240, 8239, false"})
  void shouldSummarizeByRuleAtOnceWhenABudgetHoldsNoSecondCall(
      long tokensLeft, long costLeft, boolean ordered) {
    Given asked = full(MODEL, 3 * 30 + tokensLeft, 3 * 60 + costLeft);

    assertThat(asked.effect(Effect.RequestPlan.class).summary() != null).isEqualTo(ordered);
    assertThat(effects(asked, Effect.Compact.class)).hasSize(ordered ? 0 : 1);
    assertThat(asked.effect(Effect.RequestPlan.class).caps())
        .isEqualTo(new Caps(140, 1_000, 4_140, 100));
    if (!ordered) {
      assertThat(asked.effect(Effect.RequestPlan.class).context()).containsExactly(10L, 7L, 8L, 9L);
      assertThat(asked.effect(Effect.Compact.class).told()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"360, true", "359, false"})
  void shouldSummarizeByRuleAtOnceWhenTheModelTakesNoSuchCall(int context, boolean ordered) {
    ModelTerms model = new ModelTerms("m", 1_000_000, 100_000, 4_000_000, context, 260, 40);

    Given asked = full(model, PLENTY, PLENTY);

    assertThat(asked.effect(Effect.RequestPlan.class).summary() != null).isEqualTo(ordered);
    assertThat(effects(asked, Effect.Compact.class)).hasSize(ordered ? 0 : 1);
  }

  @Test
  void shouldSummarizeByRuleWhenTheRequestWasTooLargeForTheWorker() {
    Given again = full().when(answered(30, 4, 1, FailureKind.BUDGET_TOO_SMALL, 0));

    Effect.RequestPlan request = again.effect(Effect.RequestPlan.class);
    assertThat(request.caps().window()).isEqualTo(50);
    assertThat(request.summary()).isNull();
    assertThat(again.effect(Effect.Compact.class).told()).isFalse();
  }

  @Test
  void shouldNotWaitForAModelWhenThereAreTooManyEntries() {
    // Given: what people say never leaves, so the ordered entries have to
    Given told = rounds(given(goal(MODEL, PLENTY, PLENTY, 10_000)), 18, 10);
    assertThat(told.live().context().ordered()).isEqualTo(23);
    for (int i = 0; i <= Compaction.MAX_ENTRIES - 54; i++) {
      assertThat(effects(told, Effect.Compact.class)).isEmpty();
      told = told.when(People.signal(81, 1));
    }
    assertThat(told.effect(Effect.Compact.class).told()).isFalse();

    // When
    Given planned = told.when(answered(82, 19, 1, null, 15));

    // Then
    assertThat(effects(planned, Effect.Compact.class)).isEmpty();
    assertThat(planned.transition().note()).contains("a summary that was not asked for");
  }

  @Test
  void shouldShowThePlanOnlyWhatItHasRoomForBesideTheSummary() {
    // Given: the last iteration alone is larger than the window
    Given asked =
        rounds(MODEL, PLENTY, PLENTY, 3, 10)
            .when(answered(30, 4, 1, null, 0))
            .when(observedOf(31, 4, 90))
            .when(judged(32, verify(4, 1), VerdictDecision.CONTINUE, 0.5, null));

    // Then
    Effect.RequestPlan request = asked.effect(Effect.RequestPlan.class);
    List<Long> ordered = requireNonNull(request.summary()).rows();
    List<Long> beside = new ArrayList<>(request.context());
    beside.removeAll(ordered);
    long tokens =
        asked.live().context().entries().stream()
            .filter(entry -> beside.contains(entry.sequence()))
            .mapToLong(ContextWindow.Entry::tokens)
            .sum();
    assertThat(request.context()).containsAll(ordered);
    assertThat(tokens).isBetween(1L, 80L);
  }

  @Test
  void shouldNotWaitWhenNoModelPlans() {
    Given asked = rounds(null, PLENTY, PLENTY, 3, 10);

    assertThat(asked.effect(Effect.RequestPlan.class).summary()).isNull();
    assertThat(asked.live().context().entries().getFirst().kind()).isEqualTo(ContextKind.SUMMARY);
  }

  private static Given full() {
    return full(MODEL, PLENTY, PLENTY);
  }

  private static Given full(ModelTerms model, long tokens, long cost) {
    return rounds(model, tokens, cost, 3, 10);
  }

  /** So many iterations; each plan uses 20 input and 10 output tokens, 60 micro-USD. */
  private static Given rounds(
      @Nullable ModelTerms model, long tokens, long cost, int iterations, int observation) {
    return rounds(given(goal(model, tokens, cost, 100)), iterations, observation);
  }

  private static Given rounds(Given started, int iterations, int observation) {
    Given given = started;
    for (int i = 1; i <= iterations; i++) {
      double at = i * 4;
      given =
          given
              .when(answered(at, i, 1, null, 0))
              .when(observedOf(at + 1, i, observation))
              .when(judged(at + 2, verify(i, 1), VerdictDecision.CONTINUE, 0.1 * i, null));
    }
    return given;
  }

  private static LoopEvent goal(@Nullable ModelTerms model, long tokens, long cost, int window) {
    GoalTerms terms = People.terms(new Controls(List.of(), null, model));
    Map<Dimension, Long> limits = new EnumMap<>(Fixture.LIMITS);
    limits.put(Dimension.ITERATIONS, 30L);
    limits.put(Dimension.TOOL_CALLS, 40L);
    limits.put(Dimension.TOKENS, tokens);
    limits.put(Dimension.COST, cost);
    return new LoopEvent.GoalReceived(
        Fixture.START,
        LOOP,
        "hash-1",
        new GoalTerms(
            terms.retry(),
            terms.planTimeout(),
            terms.actionTimeout(),
            terms.verifyTimeout(),
            terms.parallelActions(),
            window,
            terms.endedRetention(),
            GUARDS,
            terms.controls()),
        limits,
        List.of());
  }

  private static LoopEvent observedOf(double at, int iteration, int tokens) {
    LoopEvent.ActionObserved plain =
        (LoopEvent.ActionObserved) observed(at, act(iteration, 0, 1), null);
    return new LoopEvent.ActionObserved(plain.at(), plain.request(), null, tokens, null);
  }

  private static LoopEvent answered(
      double at, int iteration, int attempt, @Nullable FailureKind failed, int summary) {
    return new LoopEvent.PlanAnswered(
        at(at),
        plan(iteration, attempt),
        failed == null ? List.of(Fixture.action("workspace")) : List.of(),
        failed == null ? People.signatures(List.of("workspace")) : List.of(),
        10,
        failed == null ? null : new Failure(failed, "broken", null),
        used(20, 10),
        summary);
  }

  private static long reserved(Given given, Dimension dimension) {
    return given.live().ledger().line(dimension).reserved();
  }

  private static <E extends Effect> List<E> effects(Given given, Class<E> type) {
    return given.transition().effects().stream().filter(type::isInstance).map(type::cast).toList();
  }
}
