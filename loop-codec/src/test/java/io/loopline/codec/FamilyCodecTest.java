package io.loopline.codec;

import static io.loopline.codec.Records.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.core.ActionStatus;
import io.loopline.core.LoopState;
import io.loopline.core.Phase;
import io.loopline.core.Step;
import io.loopline.event.ActionSpec;
import io.loopline.event.BudgetDimension;
import io.loopline.event.CommandKind;
import io.loopline.event.DecisionRef;
import io.loopline.event.Goal;
import io.loopline.event.InputKind;
import io.loopline.event.LedgerLine;
import io.loopline.event.LoopInput;
import io.loopline.event.LoopResult;
import io.loopline.event.Outcome;
import io.loopline.event.Plan;
import io.loopline.event.StopReason;
import io.loopline.serde.StateCodec;
import io.loopline.state.LoopStateRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Parents and children as stored state and as inbox events. */
class FamilyCodecTest {
  private static final StateCodec<LoopStateRecord> BYTES = StateCodec.of(LoopStateRecord.class);

  private static Course spawned(String... goals) {
    String arguments = "{\"join\":\"all\",\"goals\":[" + String.join(",", goals) + "]}";
    Plan plan =
        new Plan(
            "race", "", List.of(new ActionSpec("race", "loop.fanout", arguments, false, false)));
    return Course.started().take(Records.planResult(request(1, Step.PLAN, 0), plan, null));
  }

  private static String child(int number, String more) {
    return """
    {"objective": "child %d",
     "planner": {"kind": "playbook", "playbook": [{"name": "s", "actions": [
       {"name": "a", "tool": "noop"}]}]},
     "checks": [{"name": "c", "kind": "file_exists", "path": "a"}]%s}
    """
        .formatted(number, more);
  }

  private static LoopInput ended(String childId, Outcome outcome) {
    LoopResult result =
        LoopResult.newBuilder()
            .setEventId(childId + "/9/0")
            .setLoopId(childId)
            .setOccurredAt(Records.START)
            .setProducer(Records.PRODUCER)
            .setDecision(new DecisionRef(childId + "/9", 0, 3))
            .setOutcome(outcome)
            .setStopReason(StopReason.MAX_ITERATIONS)
            .setMessage("enough")
            .setObjective("child")
            .setGoalHash("h")
            .setIterations(1)
            .setLedger(List.of(new LedgerLine(BudgetDimension.TOOL_CALLS, 4L, 2L, 0L)))
            .setWorkspace(WorkspaceCodec.encode(Records.CHANGED))
            .setStartedAt(Records.START)
            .setEndedAt(Records.START)
            .build();
    return Records.input(InputKind.CHILD_RESULT).setSender(childId).setChildResult(result).build();
  }

  private static LoopState.Live live(Course course) {
    return (LoopState.Live) course.state();
  }

  private static void assertStored(LoopState state) {
    byte[] stored = BYTES.encode(LoopStateCodec.encode(state));
    assertThat(LoopStateCodec.decode(Records.LOOP, BYTES.decode(stored))).isEqualTo(state);
    assertThat(stored.length).isLessThan(4_096);
  }

  @Test
  void shouldGiveEqualStateWhenChildrenAreStored() {
    Course course = spawned(child(1, ""), child(2, ",\"nonsense\":1"));
    assertThat(((Phase.Executing) live(course).phase()).actions().getFirst().status())
        .isInstanceOf(ActionStatus.Joining.class);
    assertStored(course.state());

    course.take(Records.command(CommandKind.CANCEL));
    assertThat(live(course).phase()).isInstanceOf(Phase.Closing.class);
    assertStored(course.state());

    course.take(ended("loop-1.1.0.0", Outcome.FAILED));
    assertThat(course.state()).isInstanceOf(LoopState.Terminated.class);
  }

  @Test
  void shouldKeepTheStateSmallWhenSevenChildrenRun() {
    String[] goals = new String[7];
    for (int i = 0; i < goals.length; i++) {
      goals[i] = child(i, "");
    }
    Course course = spawned(goals).take(ended("loop-1.1.0.3", Outcome.EXHAUSTED));

    assertThat(live(course).family().children()).hasSize(7);
    assertStored(course.state());
  }

  @Test
  void shouldAskForWhatTheGoalSaysAndAShareOfTheRest() {
    Course course = spawned(child(1, ",\"budgets\":{\"tool_calls\":4,\"cost_usd\":0.5}"));
    Goal goal =
        course.sent().getLast().events().stream()
            .map(Outgoing::event)
            .filter(LoopInput.class::isInstance)
            .map(event -> ((LoopInput) event).getGoal())
            .findFirst()
            .orElseThrow();

    assertThat(goal.getBudgets().getToolCalls()).isEqualTo(4);
    assertThat(goal.getBudgets().getCostMicroUsd()).isEqualTo(500_000);
    assertThat(goal.getBudgets().getTokens()).isEqualTo(500_000);
    assertThat(goal.getRequestedBy()).isEqualTo("ann");
  }

  @Test
  void shouldRefuseArgumentsThatAreNotWhatTheToolTakes() {
    Plan plan =
        new Plan(
            "race",
            "",
            List.of(new ActionSpec("race", "loop.fanout", "{\"join\":\"all\"}", false, false)));
    Course course = Course.started().take(Records.planResult(request(1, Step.PLAN, 0), plan, null));

    assertThat(live(course).phase()).isInstanceOf(Phase.Verifying.class);
    assertThat(course.row(2).getObservation().getSummary())
        .contains("the arguments are not what loop.fanout takes");
  }
}
