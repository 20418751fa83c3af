package io.loopline.planner.controller;

import static io.loopline.planner.controller.LoopEvents.goal;
import static io.loopline.planner.controller.LoopEvents.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.ActionRequest;
import io.loopline.event.ActionSpec;
import io.loopline.event.DeadLetter;
import io.loopline.event.DeadLetterReason;
import io.loopline.event.Disposition;
import io.loopline.event.Goal;
import io.loopline.event.InputKind;
import io.loopline.event.LoopInput;
import io.loopline.event.LoopResult;
import io.loopline.event.LoopTransition;
import io.loopline.event.NamedInput;
import io.loopline.event.Observation;
import io.loopline.event.Outcome;
import io.loopline.event.PlanRequest;
import io.loopline.event.PlannerKind;
import io.loopline.event.PlannerSpec;
import io.loopline.event.PlaybookStep;
import io.loopline.event.RequestRef;
import io.loopline.event.Step;
import io.loopline.event.StopReason;
import io.loopline.topic.LoopTopics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that decode but are not acted on. */
class RefusedInputTest {
  private static final String LOOP = "loop-1";

  private DrivenController controller;

  @BeforeEach
  void start(@TempDir Path state) {
    controller = new DrivenController(state);
  }

  @AfterEach
  void stop() {
    controller.close();
  }

  @Test
  void shouldRejectAGoalWithAResultThatNamesTheFieldsWhenItIsInvalid() {
    // When
    controller.submit(Goal.newBuilder(goal(LOOP)).setChecks(List.of()).setObjective("").build());

    // Then
    KeyValue<String, LoopResult> result = controller.records(LoopTopics.RESULTS).getFirst();
    assertThat(result.key).isEqualTo(LOOP);
    assertThat(result.value.getOutcome()).isEqualTo(Outcome.REJECTED);
    assertThat(result.value.getStopReason()).isEqualTo(StopReason.INVALID_GOAL);
    assertThat(result.value.getMissing())
        .anySatisfy(error -> assertThat(error).startsWith("objective"))
        .anySatisfy(error -> assertThat(error).startsWith("checks"));
    assertThat(controller.events(LoopTopics.PLAN_REQUESTS)).isEmpty();
    assertThat(controller.rows(LoopStores.GOALS)).isEmpty();
  }

  @Test
  void shouldNotAcceptAGoodGoalWhenItsIdWasUsedUpByARejectedOne() {
    // Given
    controller.submit(Goal.newBuilder(goal(LOOP)).setChecks(List.of()).build());

    // When
    controller.submit(goal(LOOP));

    // Then
    assertThat(controller.only(LoopTopics.DEAD_LETTERS).getReason())
        .isEqualTo(DeadLetterReason.CONFLICTING_DUPLICATE);
    assertThat(controller.results()).hasSize(1);
  }

  @Test
  void shouldCountAGoalAsDuplicateWhenTheSameContentComesAgain() {
    // When
    controller.submit(goal(LOOP));
    controller.submit(Goal.newBuilder(goal(LOOP)).setEventId("sent again").build());

    // Then
    assertThat(controller.events(LoopTopics.PLAN_REQUESTS)).hasSize(1);
    assertThat(controller.events(LoopTopics.DEAD_LETTERS)).isEmpty();
    assertThat(controller.transitions().getLast().getDisposition())
        .isEqualTo(Disposition.DUPLICATE);
  }

  @Test
  void shouldSetAGoalAsideAndLeaveTheLoopAloneWhenItsIdIsTakenByOtherContent() {
    // Given
    controller.submit(goal(LOOP));
    PlanRequest request = controller.only(LoopTopics.PLAN_REQUESTS);

    // When
    controller.submit(goal(LOOP, "write goodbye"));
    controller.send(LoopTopics.PLANS, LOOP, plan(request));

    // Then
    List<KeyValue<String, DeadLetter>> letters = controller.records(LoopTopics.DEAD_LETTERS);
    assertThat(letters).hasSize(1);
    assertThat(letters.getFirst().key).isEqualTo("loop.inbox/0/1");
    assertThat(letters.getFirst().value.getReason())
        .isEqualTo(DeadLetterReason.CONFLICTING_DUPLICATE);
    assertThat(controller.events(LoopTopics.ACTION_REQUESTS)).hasSize(1);
    assertThat(controller.events(LoopTopics.PLAN_REQUESTS)).isEmpty();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"loop-2", "", "loop-1 "})
  void shouldSetAnAnswerAsideWhenItsKeyIsNotItsLoop(@Nullable String key) {
    // Given
    controller.submit(goal(LOOP));
    PlanRequest request = controller.only(LoopTopics.PLAN_REQUESTS);

    // When
    controller.send(LoopTopics.PLANS, key, plan(request));

    // Then
    assertThat(controller.only(LoopTopics.DEAD_LETTERS).getReason())
        .isEqualTo(DeadLetterReason.KEY_MISMATCH);
    assertThat(controller.transitions()).hasSize(1);
    assertThat(controller.events(LoopTopics.ACTION_REQUESTS)).isEmpty();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"anything", "loop-2"})
  void shouldTakeTheLoopIdOfAGoalFromItsBodyWhateverItsKey(@Nullable String key) {
    // When
    controller.send(LoopTopics.GOALS, key, goal(LOOP));

    // Then
    KeyValue<String, LoopInput> input = controller.records(LoopTopics.INBOX).getFirst();
    assertThat(input.key).isEqualTo(LOOP);
    assertThat(controller.only(LoopTopics.PLAN_REQUESTS).getLoopId()).isEqualTo(LOOP);
  }

  @Test
  void shouldSetAnAnswerAsideWithoutATraceWhenItsLoopIsUnknown() {
    // When
    controller.send(
        LoopTopics.PLANS,
        LOOP,
        plan(LOOP, new RequestRef(LOOP + "/1/PLAN/0/1", 1, Step.PLAN, 0, 1)));

    // Then
    assertThat(controller.only(LoopTopics.DEAD_LETTERS).getReason())
        .isEqualTo(DeadLetterReason.UNKNOWN_LOOP);
    assertThat(controller.transitions()).isEmpty();
    assertThat(controller.rows(LoopStores.LOOPS)).isEmpty();
    assertThat(controller.rows(LoopStores.TIMERS)).isEmpty();
  }

  @Test
  void shouldSetAnAnswerAsideWhenItNamesTheRequestOfAnotherLoop() {
    // Given
    controller.submit(goal("a"));
    controller.submit(goal("b"));
    PlanRequest ofA = controller.events(LoopTopics.PLAN_REQUESTS).getFirst();

    // When
    controller.send(LoopTopics.PLANS, "b", plan("b", ofA.getRequest()));

    // Then
    assertThat(controller.only(LoopTopics.DEAD_LETTERS).getReason())
        .isEqualTo(DeadLetterReason.INVALID);
    assertThat(controller.events(LoopTopics.ACTION_REQUESTS)).isEmpty();
  }

  @Test
  void shouldSetAnInputAsideAndGoOnWhenReadingItFails() {
    // Given a goal that no intake has checked, with numbers that no loop can have
    Goal broken = goal(LOOP);
    broken.getTimeouts().setPlanMs(-5);
    LoopInput forged =
        LoopInput.newBuilder(LoopEvents.input(LOOP))
            .setKind(InputKind.GOAL)
            .setCommand(null)
            .setGoal(broken)
            .setGoalHash("00")
            .build();

    // When
    controller.send(LoopTopics.INBOX, LOOP, forged);
    controller.submit(goal(LOOP));

    // Then
    assertThat(controller.only(LoopTopics.DEAD_LETTERS).getReason())
        .isEqualTo(DeadLetterReason.PROCESSING_FAILED);
    assertThat(controller.events(LoopTopics.PLAN_REQUESTS)).hasSize(1);
  }

  @Test
  void shouldSetAGoalAsideWhenItIsTooLarge() {
    // When
    controller.submit(goal(LOOP, "x".repeat(LoopTopics.MAX_EVENT_BYTES - 1_000)));

    // Then
    DeadLetter letter = controller.only(LoopTopics.DEAD_LETTERS);
    assertThat(letter.getReason()).isEqualTo(DeadLetterReason.OVERSIZED);
    assertThat(letter.getValueSize()).isGreaterThan(LoopTopics.MAX_EVENT_BYTES - 1_000);
    assertThat(controller.events(LoopTopics.INBOX)).isEmpty();
  }

  @Test
  void shouldSetAGoalAsideWhenItsErrorsMakeItTooLargeForTheInbox() {
    // Given
    List<ActionSpec> actions =
        IntStream.range(0, 60)
            .mapToObj(i -> new ActionSpec("a" + i, "語".repeat(400) + i, "{}", false, false))
            .toList();
    PlaybookStep step = new PlaybookStep("one", null, "x".repeat(150_000), actions);
    Goal goal =
        Goal.newBuilder(goal(LOOP))
            .setPlanner(new PlannerSpec(PlannerKind.PLAYBOOK, List.of(step), null))
            .build();

    // When
    controller.submit(goal);

    // Then
    assertThat(controller.only(LoopTopics.DEAD_LETTERS).getReason())
        .isEqualTo(DeadLetterReason.OVERSIZED);
    assertThat(controller.events(LoopTopics.INBOX)).isEmpty();
  }

  @Test
  void shouldRejectAGoalUnderItsCoordinatesWhenItsIdCannotBeAKey() {
    // When
    controller.submit(goal("x".repeat(129)));
    controller.submit(goal(" "));
    controller.submit(goal("not/an id"));

    // Then
    assertThat(controller.results())
        .extracting(LoopResult::getLoopId)
        .containsExactly("invalid-goal-0-0", "invalid-goal-0-1", "not/an id");
    assertThat(controller.results())
        .allSatisfy(result -> {
          assertThat(result.getStopReason()).isEqualTo(StopReason.INVALID_GOAL);
          assertThat(result.getMissing()).anyMatch(error -> error.contains("loop id"));
        });
    assertThat(controller.events(LoopTopics.DEAD_LETTERS)).isEmpty();
  }

  @Test
  void shouldWriteNothingButTheLetterWhenAnOutputWouldBeTooLarge() {
    // Given
    controller.submit(withInput(goal(LOOP), "x".repeat(150_000)));
    controller.send(LoopTopics.PLANS, LOOP, plan(controller.only(LoopTopics.PLAN_REQUESTS)));
    ActionRequest action = controller.only(LoopTopics.ACTION_REQUESTS);
    Observation large = LoopEvents.observed(action);
    large.getView().setSummary("y".repeat(150_000));
    List<Bytes> rows = controller.rows(LoopStores.CONTEXT);
    List<Bytes> timers = controller.rows(LoopStores.TIMERS);
    controller.transitions();

    // When
    controller.send(LoopTopics.OBSERVATIONS, LOOP, large);

    // Then
    assertThat(controller.only(LoopTopics.DEAD_LETTERS).getReason())
        .isEqualTo(DeadLetterReason.OVERSIZED);
    assertThat(controller.transitions()).isEmpty();
    assertThat(controller.rows(LoopStores.CONTEXT)).isEqualTo(rows);
    assertThat(controller.rows(LoopStores.TIMERS)).isEqualTo(timers);
    controller.send(LoopTopics.OBSERVATIONS, LOOP, LoopEvents.observed(action));
    assertThat(controller.transitions())
        .extracting(LoopTransition::getSequence)
        .containsExactly(3L);
  }

  @Test
  void shouldPassOnOnlyATraceContextOfHeadersFromOutside() {
    // Given
    RecordHeaders headers = new RecordHeaders();
    headers.add("traceparent", "00-trace".getBytes(StandardCharsets.UTF_8));
    headers.add("tracestate", new byte[20_000]);
    headers.add("other", new byte[20_000]);
    byte[] value = controller.encode(LoopTopics.GOALS, goal(LOOP));

    // When
    controller.send(LoopTopics.GOALS, new TestRecord<>(null, value, headers));

    // Then
    RecordHeaders expected = new RecordHeaders();
    expected.add("traceparent", "00-trace".getBytes(StandardCharsets.UTF_8));
    assertThat(controller.raw(LoopTopics.INBOX).getFirst().headers()).isEqualTo(expected);
  }

  @Test
  void shouldEndTheLoopWithOneResultWhenItIsCancelled() {
    // Given
    controller.submit(goal(LOOP));
    PlanRequest request = controller.only(LoopTopics.PLAN_REQUESTS);

    // When
    controller.send(LoopTopics.COMMANDS, "any key", LoopEvents.cancel(LOOP));
    controller.send(LoopTopics.PLANS, LOOP, plan(request));

    // Then
    LoopResult result = controller.only(LoopTopics.RESULTS);
    assertThat(result.getOutcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(result.getMessage()).isEqualTo("cancelled by ann: enough");
    assertThat(controller.transitions())
        .extracting(LoopTransition::getDisposition)
        .containsExactly(Disposition.APPLIED, Disposition.APPLIED, Disposition.LATE);
    assertThat(controller.events(LoopTopics.ACTION_REQUESTS)).isEmpty();
    assertThat(controller.rows(LoopStores.GOALS)).isEmpty();
  }

  private static Goal withInput(Goal goal, String text) {
    return Goal.newBuilder(goal)
        .setInputs(List.of(new NamedInput("text", '"' + text + '"', null, null)))
        .build();
  }
}
