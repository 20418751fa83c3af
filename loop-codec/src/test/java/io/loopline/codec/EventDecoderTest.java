package io.loopline.codec;

import static io.loopline.codec.Records.CHANGED;
import static io.loopline.codec.Records.START;
import static io.loopline.codec.Records.failure;
import static io.loopline.codec.Records.input;
import static io.loopline.codec.Records.judged;
import static io.loopline.codec.Records.observation;
import static io.loopline.codec.Records.planResult;
import static io.loopline.codec.Records.planned;
import static io.loopline.codec.Records.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.loopline.core.ActionSignature;
import io.loopline.core.AdaptiveTerms;
import io.loopline.core.CommandContent;
import io.loopline.core.ContextTerms;
import io.loopline.core.Dimension;
import io.loopline.core.GuardTerms;
import io.loopline.core.LoopEvent;
import io.loopline.core.RequestId;
import io.loopline.core.Step;
import io.loopline.core.StuckTerms;
import io.loopline.event.ActionSpec;
import io.loopline.event.CommandKind;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.InputKind;
import io.loopline.event.LoopResult;
import io.loopline.event.Plan;
import io.loopline.event.PlanResult;
import io.loopline.event.RequestRef;
import io.loopline.event.VerdictDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventDecoderTest {
  /** The controller's clock, which is not any record's. */
  private static final Instant NOW = START.plusSeconds(77);

  private static final RequestId PLAN = request(1, Step.PLAN, 0);
  private static final RequestId ACT = request(1, Step.ACT, 0);
  private static final RequestId VERIFY = request(1, Step.VERIFY, 0);

  @Test
  void shouldTakeTermsAndLimitsFromGoal() {
    LoopEvent.GoalReceived goal =
        (LoopEvent.GoalReceived) EventDecoder.decode(Records.accepted(Records.goal()), NOW);

    assertThat(goal.at()).isEqualTo(NOW);
    assertThat(goal.goalHash()).isEqualTo("hash-1");
    assertThat(goal.errors()).isEmpty();
    assertThat(goal.terms().planTimeout()).isEqualTo(Duration.ofMinutes(2));
    assertThat(goal.terms().actionTimeout()).isEqualTo(Duration.ofSeconds(90));
    // one check of 30 s and the margin
    assertThat(goal.terms().verifyTimeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(goal.limits())
        .containsEntry(Dimension.ITERATIONS, 10L)
        .containsEntry(Dimension.TOOL_CALLS, 25L)
        .containsEntry(Dimension.WALL_CLOCK, 1_800_000L)
        .hasSize(6);
  }

  @Test
  void shouldNotReadTermsWhenGoalHasErrors() {
    io.loopline.event.Goal bad = Records.goal();
    bad.getTimeouts().setPlanMs(-1);
    bad.getBudgets().setIterations(-5);
    SpecificRecord rejected =
        input(InputKind.GOAL)
            .setGoal(bad)
            .setGoalHash("hash-1")
            .setErrors(List.of("timeouts.plan: negative"))
            .build();

    LoopEvent.GoalReceived goal = (LoopEvent.GoalReceived) EventDecoder.decode(rejected, NOW);

    assertThat(goal.errors()).containsExactly("timeouts.plan: negative");
    assertThat(goal.limits()).isEmpty();
  }

  @Test
  void shouldDecodeAnswers() {
    assertThat(EventDecoder.decode(planned(PLAN, "workspace", "sql"), NOW))
        .isInstanceOfSatisfying(
            LoopEvent.PlanAnswered.class,
            plan -> {
              assertThat(plan.request()).isEqualTo(PLAN);
              assertThat(plan.tools()).containsExactly("workspace", "sql");
              assertThat(plan.failure()).isNull();
              assertThat(plan.at()).isEqualTo(NOW);
            });
    assertThat(EventDecoder.decode(observation(ACT, CHANGED, true, null), NOW))
        .isInstanceOfSatisfying(
            LoopEvent.ActionObserved.class,
            observed -> assertThat(observed.workspace()).isEqualTo(CHANGED));
    assertThat(EventDecoder.decode(judged(VERIFY, VerdictDecision.CONTINUE, 0.5, CHANGED), NOW))
        .isInstanceOfSatisfying(
            LoopEvent.VerdictGiven.class,
            verdict -> {
              assertThat(verdict.decision()).isEqualTo(io.loopline.core.VerdictDecision.CONTINUE);
              assertThat(verdict.score()).isEqualTo(0.5);
              assertThat(verdict.workspace()).isEqualTo(CHANGED);
              assertThat(verdict.summary()).isEqualTo("not yet");
            });
    assertThat(EventDecoder.decode(Records.command(CommandKind.CANCEL), NOW))
        .isEqualTo(
            new LoopEvent.CommandReceived(
                NOW,
                io.loopline.core.CommandKind.CANCEL,
                "ann",
                "enough",
                new CommandContent(
                    "e12c157c0051f399", null, 0, List.of(), List.of(), Map.of(), List.of())));
  }

  @Test
  void shouldTellActionsApartByTheirArgumentsAndNotByTheRationale() {
    io.loopline.event.Plan plan =
        new io.loopline.event.Plan(
            "wait",
            "why",
            List.of(
                new ActionSpec("one", "sql", "{\"a\":1,\"b\":2}", false, false),
                new ActionSpec("two", "sql", "{ \"b\": 2, \"a\": 1 }", false, true),
                new ActionSpec("three", "sql", "{\"a\":2,\"b\":2}", false, false)));

    LoopEvent.PlanAnswered answer =
        (LoopEvent.PlanAnswered) EventDecoder.decode(planResult(PLAN, plan, null), NOW);

    List<ActionSignature> signatures = answer.signatures();
    assertThat(signatures).extracting(ActionSignature::polling).containsExactly(false, true, false);
    assertThat(signatures.get(1).arguments()).isEqualTo(signatures.get(0).arguments());
    assertThat(signatures.get(2).arguments()).isNotEqualTo(signatures.get(0).arguments());
  }

  @Test
  void shouldTakeGuardsFromGoal() {
    io.loopline.event.Goal goal = Records.goal();
    goal.getStuck().setSameError(2);
    goal.getStuck().setPollingTools(List.of("process"));
    goal.getAdaptive().setMaximumLevel(5);
    goal.getContext().setSummarize(false);
    goal.getContext().setWindowTokens(500);

    LoopEvent.GoalReceived received =
        (LoopEvent.GoalReceived) EventDecoder.decode(Records.accepted(goal), NOW);

    GuardTerms guards = received.terms().guards();
    assertThat(guards)
        .isEqualTo(
            new GuardTerms(
                new StuckTerms(true, 4, 2, 6, 3, 5, 5, 3, List.of("process")),
                new AdaptiveTerms(true, 3, 2, 5, 80),
                new ContextTerms(ContextTerms.Summarizer.NONE, 80, 400)));
    assertThat(received.terms().windowTokens()).isEqualTo(500);
    assertThat(
            ((LoopEvent.GoalReceived) EventDecoder.decode(Records.accepted(Records.goal()), NOW))
                .terms()
                .guards())
        .isEqualTo(GuardTerms.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1_500, Long.MAX_VALUE})
  void shouldReadRetryAfterWhateverItIs(long milliseconds) {
    Failure failure =
        Failure.newBuilder(failure(FailureKind.RATE_LIMITED)).setRetryAfterMs(milliseconds).build();

    Course course = Course.started().take(planResult(PLAN, null, failure));

    // a wait that no instant in milliseconds can hold must not stop the partition
    assertThat(LoopStateCodec.encode(course.state()).getLive().getPhase().getUntil())
        .isBetween(START, START.plus(Duration.ofMinutes(31)));
    assertThat(course.sent().getLast().events()).hasSize(1);
  }

  static Stream<Arguments> unrecognized() {
    RequestId other = new RequestId("loop-2", 1, Step.PLAN, 0, 1);
    Plan plan = new Plan("write", "why", List.of());
    Failure failure = failure(FailureKind.TRANSIENT);
    return Stream.of(
        argumentSet("input of a newer kind", input(InputKind.UNRECOGNIZED).build()),
        argumentSet("child without a goal", input(InputKind.SPAWN).build()),
        argumentSet("result without its result", input(InputKind.CHILD_RESULT).build()),
        argumentSet("end without its sender", input(InputKind.CASCADE).build()),
        argumentSet(
            "child without a parent",
            input(InputKind.SPAWN).setGoal(Records.goal()).setGoalHash("h").build()),
        argumentSet("goal input without goal", input(InputKind.GOAL).setGoalHash("h").build()),
        argumentSet("goal without hash", input(InputKind.GOAL).setGoal(Records.goal()).build()),
        argumentSet("command input without command", input(InputKind.COMMAND).build()),
        argumentSet("command of a newer kind", Records.command(CommandKind.UNRECOGNIZED)),
        argumentSet("plan and failure", planResult(PLAN, plan, failure)),
        argumentSet("neither plan nor failure", planResult(PLAN, null, null)),
        argumentSet(
            "failure of a newer kind", planResult(PLAN, null, failure(FailureKind.UNRECOGNIZED))),
        argumentSet("answer of another loop", planned(other, "sql")),
        argumentSet("plan result for an action", planned(ACT, "sql")),
        argumentSet("malformed request id", withId("loop-1/one/PLAN/0/1")),
        argumentSet("request id out of range", withId("loop-1/0/PLAN/0/1")),
        argumentSet("request id of too many parts", withId("loop-1/1/PLAN/0/1/1")),
        argumentSet("ok with failure", observation(ACT, null, true, failure)),
        argumentSet("not ok without failure", observation(ACT, null, false, null)),
        argumentSet("neither view nor failure", Records.verdict(VERIFY, null, null, null)),
        argumentSet(
            "verdict of a newer kind", judged(VERIFY, VerdictDecision.UNRECOGNIZED, 0.5, null)),
        argumentSet("score above 1", judged(VERIFY, VerdictDecision.CONTINUE, 1.1, null)),
        argumentSet("negative score", judged(VERIFY, VerdictDecision.CONTINUE, -0.1, null)),
        argumentSet("no number", judged(VERIFY, VerdictDecision.CONTINUE, Double.NaN, null)));
  }

  @ParameterizedTest
  @MethodSource("unrecognized")
  void shouldRefuseWhatThisVersionMustNotActOn(SpecificRecord record) {
    assertThatThrownBy(() -> EventDecoder.decode(record, NOW))
        .isInstanceOf(UnrecognizedContent.class);
  }

  @Test
  void shouldNameLoopOfEveryInput() {
    assertThat(
            List.of(
                Records.command(CommandKind.CANCEL),
                planned(PLAN),
                observation(ACT, null, true, null),
                judged(VERIFY, VerdictDecision.FATAL, 0, null)))
        .extracting(EventDecoder::loopId)
        .containsOnly(Records.LOOP);
  }

  @Test
  void shouldCallItABugWhenRecordIsNoInput() {
    assertThatThrownBy(() -> EventDecoder.decode(new LoopResult(), NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bug");
  }

  private static PlanResult withId(String id) {
    return PlanResult.newBuilder(planned(PLAN, "sql"))
        .setRequest(new RequestRef(id, 1, io.loopline.event.Step.PLAN, 0, 1))
        .build();
  }
}
