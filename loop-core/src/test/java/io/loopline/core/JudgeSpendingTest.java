package io.loopline.core;

import static io.loopline.core.Fixture.CHANGED;
import static io.loopline.core.Fixture.LOOP;
import static io.loopline.core.Fixture.act;
import static io.loopline.core.Fixture.at;
import static io.loopline.core.Fixture.command;
import static io.loopline.core.Fixture.observed;
import static io.loopline.core.Fixture.plan;
import static io.loopline.core.Fixture.planned;
import static io.loopline.core.Fixture.timer;
import static io.loopline.core.Fixture.verify;
import static io.loopline.core.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A verdict that models judge is paid like a plan: reserved, then committed. */
class JudgeSpendingTest {
  /** Three micro-USD an input token, five an output token; 600 and 300 of them for a verdict. */
  private static final ModelTerms JUDGE =
      new ModelTerms("j", 3_000_000, 300_000, 5_000_000, 10_000, 300, 600);

  private static LoopEvent goal(long tokens, long cost) {
    Map<Dimension, Long> limits = new EnumMap<>(Fixture.LIMITS);
    limits.put(Dimension.TOKENS, tokens);
    limits.put(Dimension.COST, cost);
    return new LoopEvent.GoalReceived(
        Fixture.START,
        LOOP,
        "hash-1",
        People.terms(new Controls(List.of(), null, null, JUDGE, List.of())),
        limits,
        List.of());
  }

  private static Given verifying(long tokens, long cost) {
    return given(goal(tokens, cost), planned(1, plan(1, 1), "workspace"))
        .when(observed(2, act(1, 0, 1), CHANGED));
  }

  private static LoopEvent judged(RequestId request, Usage usage) {
    return new LoopEvent.VerdictGiven(
        at(3), request, VerdictDecision.CONTINUE, 0.5, CHANGED, "", 1, null, usage);
  }

  private static String line(Given given, Dimension dimension) {
    BudgetLine line = given.live().ledger().line(dimension);
    return line.spent() + " spent " + line.reserved() + " reserved";
  }

  @Test
  void shouldReserveWhatAllSamplesMayUse() {
    Given verifying = verifying(10_000, 10_000).thenPhase(Phase.Verifying.class);

    assertThat(verifying.effect(Effect.RequestVerify.class).caps())
        .isEqualTo(new Caps(600, 300, 3_300, 0));
    assertThat(line(verifying, Dimension.TOKENS)).isEqualTo("0 spent 900 reserved");
    assertThat(line(verifying, Dimension.COST)).isEqualTo("0 spent 3300 reserved");
  }

  @Test
  void shouldCommitWhatTheJudgeUsedAtItsOwnPrice() {
    Given next =
        verifying(10_000, 10_000).when(judged(verify(1, 1), new Usage(100, 10, 0, 0, true)));

    assertThat(line(next, Dimension.TOKENS)).isEqualTo("110 spent 0 reserved");
    assertThat(line(next, Dimension.COST)).isEqualTo("350 spent 0 reserved");
  }

  @Test
  void shouldCommitTheReservationWhenNoVerdictComes() {
    Given verifying = verifying(10_000, 10_000);

    Given again = verifying.when(timer(92, verifying.live().wakeAt()));

    assertThat(line(again, Dimension.TOKENS)).isEqualTo("900 spent 900 reserved");
    assertThat(line(again, Dimension.COST)).isEqualTo("3300 spent 3300 reserved");
  }

  @Test
  void shouldStopWithTheBudgetThatDoesNotHoldAVerdict() {
    verifying(899, 10_000).thenStops(StopReason.TOKEN_BUDGET);
    verifying(10_000, 3_299).thenStops(StopReason.COST_BUDGET);
    verifying(900, 3_300).thenPhase(Phase.Verifying.class);
  }

  @Test
  void shouldCommitTheReservationWhenCancelledWhileTheJudgeIsAtWork() {
    Given ended = verifying(10_000, 10_000).when(command(3, CommandKind.CANCEL));

    Ledger ledger = ended.effect(Effect.EmitResult.class).ledger();
    assertThat(ledger.line(Dimension.TOKENS).spent()).isEqualTo(900);
    assertThat(ledger.line(Dimension.COST).spent()).isEqualTo(3_300);
  }

  @Test
  void shouldReserveNothingWhenNoModelJudges() {
    Given verifying =
        given(Fixture.goal(), planned(1, plan(1, 1), "workspace"))
            .when(observed(2, act(1, 0, 1), CHANGED));

    assertThat(verifying.effect(Effect.RequestVerify.class).caps()).isEqualTo(Caps.NONE);
  }
}
