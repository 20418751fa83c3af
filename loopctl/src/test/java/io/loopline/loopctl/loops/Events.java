package io.loopline.loopctl.loops;

import io.loopline.event.BudgetDimension;
import io.loopline.event.Cause;
import io.loopline.event.CauseKind;
import io.loopline.event.CheckKind;
import io.loopline.event.CheckResult;
import io.loopline.event.DecisionRef;
import io.loopline.event.Disposition;
import io.loopline.event.EffectRef;
import io.loopline.event.LedgerLine;
import io.loopline.event.LoopPhase;
import io.loopline.event.LoopResult;
import io.loopline.event.LoopTransition;
import io.loopline.event.Outcome;
import io.loopline.event.Producer;
import io.loopline.event.SourceRef;
import io.loopline.event.StopReason;
import io.loopline.event.VerdictDecision;
import io.loopline.event.VerdictView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fixed events for tests: a short loop that fails its first verdict and passes the second. */
final class Events {

  static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
  static final Producer PRODUCER = new Producer("planner-service", "planner-1", "0.1.0");

  private Events() {}

  static LedgerLine line(BudgetDimension dimension, long limit, long spent, long reserved) {
    return new LedgerLine(dimension, limit, spent, reserved);
  }

  static SourceRef ref(String topic, int partition, long offset) {
    return new SourceRef(topic, partition, offset);
  }

  static List<LedgerLine> ledger(long iterations, long toolCalls, long heldToolCalls, long wallMs) {
    return List.of(
        line(BudgetDimension.ITERATIONS, 10, iterations, 0),
        line(BudgetDimension.TOKENS, 1_000_000, 0, 0),
        line(BudgetDimension.COST, 2_000_000, 0, 0),
        line(BudgetDimension.TOOL_CALLS, 25, toolCalls, heldToolCalls),
        line(BudgetDimension.WALL_CLOCK, 1_800_000, wallMs, 0),
        line(BudgetDimension.CHILDREN, 8, 0, 0));
  }

  /** A transition one second after the one before it. */
  static LoopTransition.Builder transition(
      String loopId, long sequence, String event, LoopPhase before, LoopPhase after) {
    Instant at = START.plusSeconds(sequence - 1);
    String decision = loopId + "/" + sequence;
    return LoopTransition.newBuilder()
        .setEventId(decision + "/0")
        .setLoopId(loopId)
        .setOccurredAt(at)
        .setProducer(PRODUCER)
        .setDecision(new DecisionRef(decision, 0, 2))
        .setSequence(sequence)
        .setCause(cause(event, ref("loop.inbox", 1, 40 + sequence)))
        .setAt(at)
        .setMachineVersion(1)
        .setDisposition(Disposition.APPLIED)
        .setPhaseBefore(before)
        .setPhaseAfter(after)
        .setIteration(1)
        .setAttempt(1)
        .setLedger(ledger(1, 0, 0, 1_000 * (sequence - 1)))
        .setEffects(List.of(new EffectRef(decision + "/1", "RequestPlan", "00")))
        .setStateHash("ab".repeat(32));
  }

  static Cause cause(String event, @Nullable SourceRef record) {
    return Cause.newBuilder()
        .setKind(record == null ? CauseKind.TIMER : CauseKind.RECORD)
        .setRecord(record)
        .setTimerDueAt(record == null ? START.plusSeconds(30) : null)
        .setEvent(event)
        .build();
  }

  /** Goal, plan, failed verdict, passed verdict. */
  static List<LoopTransition> history(String loopId) {
    return List.of(
        transition(loopId, 1, "GoalReceived", LoopPhase.ABSENT, LoopPhase.PLANNING).build(),
        transition(loopId, 2, "PlanAnswered", LoopPhase.PLANNING, LoopPhase.EXECUTING)
            .setCause(cause("PlanAnswered", ref("loop.plans", 1, 7)))
            .setLedger(ledger(1, 0, 1, 1_000))
            .build(),
        transition(loopId, 3, "VerdictGiven", LoopPhase.VERIFYING, LoopPhase.PLANNING)
            .setIteration(2)
            .setScore(0.5)
            .setNote("no_future_years failed: expected 0 rows, found 12")
            .setThresholds(List.of("ITERATIONS 50%"))
            .setLedger(ledger(2, 1, 0, 2_000))
            .build(),
        last(loopId));
  }

  static LoopTransition last(String loopId) {
    return transition(loopId, 4, "VerdictGiven", LoopPhase.VERIFYING, LoopPhase.TERMINATED)
        .setIteration(2)
        .setAttempt(0)
        .setScore(1.0)
        .setOutcome(Outcome.SUCCEEDED)
        .setStopReason(StopReason.GOAL_ACHIEVED)
        .setLedger(ledger(2, 2, 0, 3_000))
        .build();
  }

  static LoopResult.Builder result(String loopId) {
    return LoopResult.newBuilder()
        .setEventId(loopId + "/4/1")
        .setLoopId(loopId)
        .setOccurredAt(START.plusSeconds(3))
        .setProducer(PRODUCER)
        .setDecision(new DecisionRef(loopId + "/4", 1, 2))
        .setOutcome(Outcome.SUCCEEDED)
        .setStopReason(StopReason.GOAL_ACHIEVED)
        .setMessage("every required check passed")
        .setObjective("Clean the movies")
        .setGoalHash("cd".repeat(32))
        .setIterations(2)
        .setLedger(ledger(2, 2, 0, 3_000))
        .setBest(best(true))
        .setStartedAt(START)
        .setEndedAt(START.plusSeconds(3));
  }

  static LoopResult.Builder exhausted(String loopId) {
    return result(loopId)
        .setOutcome(Outcome.EXHAUSTED)
        .setStopReason(StopReason.MAX_ITERATIONS)
        .setMessage("all 2 iterations are used up")
        .setBest(best(false))
        .setMissing(List.of("no_future_years: expected 0 rows, found 12"));
  }

  static VerdictView best(boolean passed) {
    CheckResult check =
        CheckResult.newBuilder()
            .setName("no_future_years")
            .setKind(CheckKind.SQL)
            .setPassed(passed)
            .setRequired(true)
            .setWeight(1)
            .setScore(passed ? 1 : 0)
            .setExpected("0 rows")
            .setFound(passed ? "0 rows" : "12 rows")
            .build();
    return VerdictView.newBuilder()
        .setIteration(2)
        .setDecision(passed ? VerdictDecision.ACHIEVED : VerdictDecision.CONTINUE)
        .setScore(passed ? 1.0 : 0.5)
        .setBestScore(passed ? 1.0 : 0.5)
        .setChecks(List.of(check))
        .setFeedback("")
        .build();
  }
}
