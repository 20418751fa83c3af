package io.loopline.codec;

import static io.loopline.codec.Records.CHANGED;
import static io.loopline.codec.Records.judged;
import static io.loopline.codec.Records.observed;
import static io.loopline.codec.Records.planned;
import static io.loopline.codec.Records.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.loopline.core.CanonicalBytes;
import io.loopline.core.LoopState;
import io.loopline.core.Step;
import io.loopline.event.ActionRequest;
import io.loopline.event.CommandKind;
import io.loopline.event.DecisionRef;
import io.loopline.event.EffectRef;
import io.loopline.event.LoopPhase;
import io.loopline.event.LoopResult;
import io.loopline.event.LoopTransition;
import io.loopline.event.Outcome;
import io.loopline.event.StopReason;
import io.loopline.event.VerdictDecision;
import io.loopline.event.VerifyRequest;
import io.loopline.serde.StateCodec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class DecisionEncoderTest {
  private static final int SEEDS = 200;

  @Test
  void shouldNumberEventsOfEveryDecisionAndSendTransitionLast() {
    Set<String> ids = new HashSet<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      ids.clear();
      for (Course.Sent sent : RandomCourse.of(seed).sent()) {
        List<Outgoing<?>> events = sent.events();
        for (int i = 0; i < events.size(); i++) {
          SpecificRecord event = events.get(i).event();
          assertThat(field(event, "decision"))
              .isEqualTo(new DecisionRef(sent.decision().id(), i, events.size()));
          assertThat(field(event, "event_id")).isEqualTo(sent.decision().id() + "/" + i);
          assertThat(ids.add(sent.decision().id() + "/" + i)).isTrue();
          assertThat(event instanceof LoopTransition).isEqualTo(i == events.size() - 1);
        }
      }
    }
  }

  @Test
  void shouldMakeSameEventsWhenHistoryIsRepeated() {
    for (long seed = 0; seed < SEEDS; seed++) {
      assertThat(RandomCourse.of(seed).sent()).isEqualTo(RandomCourse.of(seed).sent());
    }
  }

  @Test
  void shouldWriteEventsThatReadBackEqual() {
    for (long seed = 0; seed < 50; seed++) {
      for (Course.Sent sent : RandomCourse.of(seed).sent()) {
        sent.events().forEach(DecisionEncoderTest::assertReadsBack);
      }
    }
  }

  @Test
  void shouldNameEventOfEachEffectInTransition() {
    Course course = Course.started();
    Course.Sent first = course.sent().getFirst();

    LoopTransition transition = transition(first);

    assertThat(transition.getEffects())
        .extracting(EffectRef::getKind, EffectRef::getEventId)
        .containsExactly(
            tuple("KeepGoal", ""), tuple("RequestPlan", "loop-1/1/0"), tuple("ArmTimer", ""));
    assertThat(transition.getEventId()).isEqualTo("loop-1/1/1");
    assertThat(transition.getPhaseBefore()).isEqualTo(LoopPhase.ABSENT);
    assertThat(transition.getPhaseAfter()).isEqualTo(LoopPhase.PLANNING);
    assertThat(transition.getStateHash())
        .isEqualTo(CanonicalBytes.sha256((LoopState.Live) course.state()));
    assertThat(transition.getOutcome()).isNull();
  }

  @Test
  void shouldFillRequestsFromRowsAndGoal() {
    Course course = Course.started().take(planned(request(1, Step.PLAN, 0), "workspace", "sql"));
    ActionRequest first = (ActionRequest) course.sent().getLast().events().getFirst().event();
    course.take(observed(request(1, Step.ACT, 0), CHANGED, null));
    ActionRequest second = (ActionRequest) course.sent().getLast().events().getFirst().event();
    course.take(observed(request(1, Step.ACT, 1), null, null));
    VerifyRequest verify = (VerifyRequest) course.sent().getLast().events().getFirst().event();

    assertThat(first.getAction().getTool()).isEqualTo("workspace");
    assertThat(first.getWorkspace()).isNull();
    assertThat(second.getAction().getTool()).isEqualTo("sql");
    assertThat(second.getWorkspace()).isEqualTo(WorkspaceCodec.encode(CHANGED));
    assertThat(first.getIdempotencyKey()).isNotEqualTo(second.getIdempotencyKey());
    assertThat(verify.getObservations()).hasSize(2);
    assertThat(verify.getChecks()).isEqualTo(Records.goal().getChecks());
    assertThat(verify.getWorkspace()).isEqualTo(WorkspaceCodec.encode(CHANGED));
  }

  @Test
  void shouldKeepIdempotencyKeyWhenActionIsTriedAgain() {
    Course course = Course.started().take(planned(request(1, Step.PLAN, 0), "workspace"));
    ActionRequest first = (ActionRequest) course.sent().getLast().events().getFirst().event();

    course.wake();

    ActionRequest again = (ActionRequest) course.sent().getLast().events().getFirst().event();
    assertThat(again.getRequest().getAttempt()).isEqualTo(2);
    assertThat(again.getIdempotencyKey()).isEqualTo(first.getIdempotencyKey());
    assertThat(again.getEventId()).isNotEqualTo(first.getEventId());
  }

  @Test
  void shouldGiveOutcomeAndLedgerInLastTransition() {
    Course course =
        Course.started()
            .take(planned(request(1, Step.PLAN, 0), "workspace"))
            .take(observed(request(1, Step.ACT, 0), CHANGED, null))
            .take(judged(request(1, Step.VERIFY, 0), VerdictDecision.ACHIEVED, 1, CHANGED));
    Course.Sent last = course.sent().getLast();

    LoopTransition transition = transition(last);
    LoopResult result = (LoopResult) last.events().getFirst().event();

    assertThat(transition.getOutcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(transition.getStopReason()).isEqualTo(StopReason.GOAL_ACHIEVED);
    assertThat(transition.getPhaseAfter()).isEqualTo(LoopPhase.TERMINATED);
    assertThat(transition.getLedger()).isEqualTo(result.getLedger()).hasSize(6);
    assertThat(result.getOutcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(result.getReceipts()).hasSize(1);
    assertThat(result.getWorkspace()).isEqualTo(WorkspaceCodec.encode(CHANGED));
    assertThat(result.getMissing()).isEmpty();
  }

  @Test
  void shouldOnlyNoteWhenLoopHasEndedBefore() {
    Course course =
        Course.started()
            .take(Records.command(CommandKind.CANCEL))
            .take(planned(request(1, Step.PLAN, 0), "workspace"));
    Course.Sent late = course.sent().getLast();

    assertThat(late.events()).hasSize(1);
    assertThat(transition(late).getOutcome()).isNull();
    assertThat(transition(late).getStopReason()).isNull();
    assertThat(transition(late).getSequence()).isEqualTo(3);
  }

  private static LoopTransition transition(Course.Sent sent) {
    return (LoopTransition) sent.events().getLast().event();
  }

  private static Object field(SpecificRecord event, String name) {
    return event.get(event.getSchema().getField(name).pos());
  }

  private static <T extends SpecificRecord> void assertReadsBack(Outgoing<T> outgoing) {
    StateCodec<T> bytes = new StateCodec<>(outgoing.topic().type(), List.of());
    assertThat(bytes.decode(bytes.encode(outgoing.event()))).isEqualTo(outgoing.event());
  }
}
