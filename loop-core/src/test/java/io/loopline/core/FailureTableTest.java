package io.loopline.core;

import static io.loopline.core.Fixture.act;
import static io.loopline.core.Fixture.failed;
import static io.loopline.core.Fixture.goal;
import static io.loopline.core.Fixture.plan;
import static io.loopline.core.Fixture.planned;
import static io.loopline.core.Fixture.untilVerify;
import static io.loopline.core.Fixture.verify;
import static io.loopline.core.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the controller does on the first failure of each kind at each step. */
class FailureTableTest {

  @ParameterizedTest
  @CsvSource({
    "PLAN, TRANSIENT, backs off",
    "PLAN, TIMEOUT, backs off",
    "PLAN, RATE_LIMITED, RETRIES_EXHAUSTED", // not retryable in these terms
    "PLAN, INVALID_OUTPUT, asks again",
    "PLAN, DENIED, TERMINAL_ERROR",
    "PLAN, TOOL_FAILED, TERMINAL_ERROR",
    "PLAN, LIMIT_EXCEEDED, TERMINAL_ERROR",
    "PLAN, UNKNOWN_EFFECT, EFFECT_UNKNOWN",
    "PLAN, BUDGET_TOO_SMALL, TOKEN_BUDGET",
    "PLAN, TERMINAL, TERMINAL_ERROR",
    "ACT, TRANSIENT, backs off",
    "ACT, TIMEOUT, backs off",
    "ACT, RATE_LIMITED, RETRIES_EXHAUSTED",
    "ACT, INVALID_OUTPUT, observed",
    "ACT, DENIED, observed",
    "ACT, TOOL_FAILED, observed",
    "ACT, LIMIT_EXCEEDED, observed",
    "ACT, UNKNOWN_EFFECT, EFFECT_UNKNOWN",
    "ACT, BUDGET_TOO_SMALL, observed",
    "ACT, TERMINAL, TERMINAL_ERROR",
    "VERIFY, TRANSIENT, backs off",
    "VERIFY, TIMEOUT, backs off",
    "VERIFY, RATE_LIMITED, RETRIES_EXHAUSTED",
    "VERIFY, INVALID_OUTPUT, asks again",
    "VERIFY, DENIED, TERMINAL_ERROR",
    "VERIFY, TOOL_FAILED, TERMINAL_ERROR",
    "VERIFY, LIMIT_EXCEEDED, TERMINAL_ERROR",
    "VERIFY, UNKNOWN_EFFECT, EFFECT_UNKNOWN",
    "VERIFY, BUDGET_TOO_SMALL, TOKEN_BUDGET",
    "VERIFY, TERMINAL, TERMINAL_ERROR"
  })
  void shouldReactToFailureByKindAndStep(Step step, FailureKind kind, String reaction) {
    // Given
    Given waiting =
        switch (step) {
          case PLAN -> given(goal());
          case ACT -> given(goal(), planned(1, plan(1, 1), "workspace"));
          case VERIFY -> given(untilVerify());
        };
    RequestId request =
        switch (step) {
          case PLAN -> plan(1, 1);
          case ACT -> act(1, 0, 1);
          case VERIFY -> verify(1, 1);
        };

    // When
    Given failed = waiting.when(failed(3, request, kind)).then(Disposition.APPLIED);

    // Then
    assertThat(describe(failed.transition(), request)).isEqualTo(reaction);
    assertThat(failed.transition().note()).contains("broken");
  }

  private static String describe(Transition transition, RequestId request) {
    if (transition.next() instanceof LoopState.Terminated ended) {
      return ended.stopReason().name();
    }
    Phase phase = ((LoopState.Live) transition.next()).phase();
    return switch (phase) {
      case Phase.BackingOff(RequestId next, _, _, _) when next.equals(request.nextAttempt()) ->
          "backs off";
      case Phase.Executing executing
          when executing.actions().getFirst().status()
                  instanceof ActionStatus.BackingOff(RequestId next, _, _)
              && next.equals(request.nextAttempt()) ->
          "backs off";
      case Phase.Planning(PendingStep pending)
          when pending.request().equals(request.nextAttempt()) ->
          "asks again";
      case Phase.Verifying(PendingStep pending, _, _)
          when pending.request().equals(request.nextAttempt()) ->
          "asks again";
      case Phase.Verifying _ -> "observed";
      default -> phase.toString();
    };
  }
}
