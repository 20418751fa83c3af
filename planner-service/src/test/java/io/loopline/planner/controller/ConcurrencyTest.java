package io.loopline.planner.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.loopline.event.CommandKind;
import io.loopline.event.DeadLetter;
import io.loopline.event.DeadLetterReason;
import io.loopline.event.DecisionRef;
import io.loopline.event.Goal;
import io.loopline.event.LoopPhase;
import io.loopline.event.LoopTransition;
import io.loopline.event.PermitRequest;
import io.loopline.event.PermitRequestKind;
import io.loopline.event.PlanRequest;
import io.loopline.topic.LoopTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loops of limited labels, through the whole topology with the limiter. */
class ConcurrencyTest {
  private DrivenController controller;

  @BeforeEach
  void start(@TempDir Path state) {
    controller = new DrivenController(state, ConcurrencyLimits.parse("team=a:2,env=*:1"));
  }

  @AfterEach
  void stop() {
    controller.close();
  }

  private void submit(String loopId, Map<String, String> labels) {
    Goal goal = LoopEvents.goal(loopId);
    goal.setLabels(labels);
    controller.submit(goal);
  }

  private void submitTeam(int... loops) {
    IntStream.of(loops).forEach(loop -> submit("loop-" + loop, Map.of("team", "a")));
  }

  private void cancel(String loopId) {
    controller.send(LoopTopics.COMMANDS, loopId, Commands.of(loopId, CommandKind.CANCEL));
  }

  /** Loops that began since the last reading. */
  private List<String> begun() {
    return controller.events(LoopTopics.PLAN_REQUESTS).stream()
        .map(PlanRequest::getLoopId)
        .toList();
  }

  @Test
  void shouldHoldTheThirdLoopBackWhenTwoMayRun() {
    // When
    submitTeam(1, 2, 3);

    // Then
    assertThat(begun()).containsExactly("loop-1", "loop-2");
    assertThat(controller.transitions())
        .extracting(LoopTransition::getLoopId, LoopTransition::getPhaseAfter)
        .contains(tuple("loop-3", LoopPhase.QUEUED), tuple("loop-1", LoopPhase.PLANNING));
  }

  @Test
  void shouldBeginInTheOrderOfArrivalWhenLoopsEnd() {
    // Given
    submitTeam(1, 2, 3, 4, 5);
    begun();

    // When
    cancel("loop-2");
    List<String> first = begun();
    cancel("loop-1");
    cancel("loop-3");

    // Then
    assertThat(first).containsExactly("loop-3");
    assertThat(begun()).containsExactly("loop-4", "loop-5");
  }

  @Test
  void shouldGiveTheTurnToTheNextWhenALoopIsCancelledInTheQueue() {
    // Given
    submitTeam(1, 2, 3, 4);
    begun();

    // When
    cancel("loop-3");
    List<String> afterCancel = begun();
    cancel("loop-1");

    // Then
    assertThat(afterCancel).isEmpty();
    assertThat(begun()).containsExactly("loop-4");
  }

  @Test
  void shouldForgetALabelWhenNoLoopOfItIsLeft() {
    submitTeam(1, 2, 3, 4);
    assertThat(controller.rows(LoopStores.PERMITS)).isNotEmpty();

    IntStream.of(4, 1, 2, 3).forEach(loop -> cancel("loop-" + loop));

    assertThat(controller.rows(LoopStores.PERMITS)).isEmpty();
  }

  @Test
  void shouldCountEachValueByItselfWhenTheRuleIsForEveryValue() {
    submit("one", Map.of("env", "x"));
    submit("two", Map.of("env", "y"));
    submit("three", Map.of("env", "x"));

    assertThat(begun()).containsExactly("one", "two");
  }

  @Test
  void shouldWaitForEveryLimitedLabelAndBlockNoOtherMeanwhile() {
    // Given
    submit("prod", Map.of("env", "prod"));
    submit("both", Map.of("env", "prod", "team", "a"));
    submitTeam(1, 2);
    assertThat(begun()).containsExactly("prod", "loop-1", "loop-2");

    // When
    cancel("prod");
    List<String> withOnePermit = begun();
    cancel("loop-1");

    // Then
    assertThat(withOnePermit).isEmpty();
    assertThat(begun()).containsExactly("both");
  }

  @Test
  void shouldRunAtOnceWhenNoLabelIsLimited() {
    submit("free", Map.of("team", "b"));

    assertThat(begun()).containsExactly("free");
    assertThat(controller.events(LoopTopics.PERMITS)).isEmpty();
  }

  @Test
  void shouldLetTheNextBeginWhenTheGoalIsReached() {
    // Given
    submit("first", Map.of("env", "x"));
    PlanRequest plan = controller.only(LoopTopics.PLAN_REQUESTS);
    submit("second", Map.of("env", "x"));

    // When
    controller.send(LoopTopics.PLANS, "first", LoopEvents.plan(plan));
    controller.send(
        LoopTopics.OBSERVATIONS,
        "first",
        LoopEvents.observed(controller.only(LoopTopics.ACTION_REQUESTS)));
    controller.send(
        LoopTopics.VERDICTS,
        "first",
        LoopEvents.achieved(controller.only(LoopTopics.VERIFY_REQUESTS)));

    // Then
    assertThat(begun()).containsExactly("second");
  }

  @Test
  void shouldEndALoopThatWaitedForADay() {
    submitTeam(1, 2, 3);
    controller.results();

    controller.advance(Duration.ofHours(25));

    assertThat(controller.results())
        .extracting(result -> result.getLoopId() + " " + result.getStopReason())
        .contains("loop-3 TIME_BUDGET");
  }

  @Test
  void shouldGrantOnceWhenAWishComesAgain() {
    // Given
    submitTeam(1, 2, 3);
    KeyValue<String, PermitRequest> wish = controller.records(LoopTopics.PERMITS).get(2);
    begun();
    controller.send(LoopTopics.PERMITS, wish.key, wish.value);

    // When
    cancel("loop-1");
    cancel("loop-2");

    // Then
    assertThat(begun()).containsExactly("loop-3");
  }

  @Test
  void shouldSetAsideWhatIsNoWish() {
    // When
    controller.sendBytes(LoopTopics.PERMITS, "team=a", new byte[] {1, 2, 3});
    controller.sendBytes(LoopTopics.PERMITS, "team=a", null);
    controller.send(LoopTopics.PERMITS, "team=b", wish(PermitRequestKind.ACQUIRE));
    controller.send(LoopTopics.PERMITS, "team=a", wish(PermitRequestKind.UNRECOGNIZED));

    // Then
    assertThat(controller.events(LoopTopics.DEAD_LETTERS))
        .extracting(DeadLetter::getReason)
        .containsExactly(
            DeadLetterReason.UNDECODABLE,
            DeadLetterReason.UNDECODABLE,
            DeadLetterReason.KEY_MISMATCH,
            DeadLetterReason.INVALID);
    assertThat(controller.rows(LoopStores.PERMITS)).isEmpty();
  }

  private static PermitRequest wish(PermitRequestKind kind) {
    return new PermitRequest(
        "loop-1/1/0",
        "loop-1",
        DrivenController.START,
        DrivenController.PRODUCER,
        new DecisionRef("loop-1/1", 0, 1),
        kind,
        "team=a");
  }
}
