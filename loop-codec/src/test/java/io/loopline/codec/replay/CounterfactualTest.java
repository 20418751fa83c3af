package io.loopline.codec.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.codec.Course;
import io.loopline.codec.RandomCourse;
import io.loopline.codec.Records;
import io.loopline.codec.replay.CounterfactualReport.Running;
import io.loopline.codec.replay.CounterfactualReport.Stopped;
import io.loopline.codec.replay.CounterfactualReport.Unknown;
import io.loopline.core.RequestId;
import io.loopline.core.Step;
import io.loopline.core.WorkspaceRef;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.Goal;
import io.loopline.event.LoopTransition;
import io.loopline.event.SourceRef;
import io.loopline.event.StopReason;
import io.loopline.event.VerdictDecision;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** The same history under another policy: each record comes a second after the one before. */
class CounterfactualTest {
  private static CounterfactualReport fold(Course course, Consumer<Goal> policy) {
    return fold(course.transitions(), course.causes(), policy);
  }

  private static CounterfactualReport fold(
      List<LoopTransition> transitions,
      Map<SourceRef, SpecificRecord> causes,
      Consumer<Goal> policy) {
    UnaryOperator<Goal> other =
        goal -> {
          Goal changed = Goal.newBuilder(goal).build();
          policy.accept(changed);
          return changed;
        };
    return Counterfactual.fold(
        Records.LOOP, transitions, place -> Optional.ofNullable(causes.get(place)), other);
  }

  /** So many iterations that do the same each time and get no better. */
  private static Course going(int iterations, Consumer<Goal> with) {
    Goal goal = Records.goal();
    goal.getStuck().setEnabled(false);
    with.accept(goal);
    Course course = Course.started(goal);
    for (int i = 1; i <= iterations; i++) {
      iteration(course, i);
    }
    return course;
  }

  private static void iteration(Course course, int iteration) {
    WorkspaceRef left = new WorkspaceRef("ab".repeat(32), 120);
    course.take(Records.planned(id(iteration, Step.PLAN), "workspace"));
    course.take(Records.observed(id(iteration, Step.ACT), left, null));
    course.take(Records.judged(id(iteration, Step.VERIFY), VerdictDecision.CONTINUE, 0.5, left));
  }

  private static RequestId id(int iteration, Step step) {
    return Records.request(iteration, step, 0);
  }

  @Test
  void shouldFindTheRecordedEndWhenThePolicyIsTheSame() {
    int ended = 0;
    for (long seed = 1; seed <= 300; seed++) {
      CounterfactualReport report = fold(RandomCourse.of(seed), _ -> {});

      assertThat(report.otherwise()).as("seed %d", seed).isEqualTo(report.recorded());
      assertThat(report.divergedAt()).as("seed %d", seed).isNull();
      ended += report.recorded() instanceof Stopped ? 1 : 0;
    }
    assertThat(ended).isBetween(20, 299);
  }

  @Test
  void shouldFindTheSameWordsWhenTheyWereTooLongForTheAudit() {
    Course course = Course.started();
    course.take(
        Records.failed(
            id(1, Step.PLAN),
            Failure.newBuilder()
                .setKind(FailureKind.TERMINAL)
                .setMessage("x".repeat(2_000))
                .build()));

    CounterfactualReport report = fold(course, _ -> {});

    assertThat(report.otherwise()).isInstanceOf(Stopped.class).isEqualTo(report.recorded());
  }

  @Test
  void shouldStopEarlierWhenABudgetIsSmaller() {
    CounterfactualReport report =
        fold(going(5, _ -> {}), goal -> goal.getBudgets().setIterations(2));

    Stopped stopped = (Stopped) report.otherwise();
    assertThat(report.recorded()).isEqualTo(new Running(6));
    assertThat(stopped.reason()).isEqualTo(StopReason.MAX_ITERATIONS);
    assertThat(stopped.iterations()).isEqualTo(2);
    assertThat(stopped.after()).isEqualTo(Duration.ofSeconds(6));
    assertThat(stopped.ledger())
        .anyMatch(line -> line.getDimension().name().equals("TOOL_CALLS") && line.getSpent() == 2);
    // decision 1 is the goal's, three more in each iteration
    assertThat(report.divergedAt()).isEqualTo(7);
  }

  @Test
  void shouldStopEarlierWhenBeingStuckIsNoticed() {
    CounterfactualReport report =
        fold(
            going(9, _ -> {}),
            goal -> {
              goal.getStuck().setEnabled(true);
              goal.getAdaptive().setMaximumLevel(0);
            });

    Stopped stopped = (Stopped) report.otherwise();
    assertThat(stopped.reason()).isEqualTo(StopReason.STUCK_REPEATING);
    assertThat(stopped.iterations()).isBetween(4, 6);
  }

  @Test
  void shouldSayThatItWouldRunOnWhenABudgetIsLarger() {
    Course course = going(3, goal -> goal.getBudgets().setIterations(3));

    CounterfactualReport report = fold(course, goal -> goal.getBudgets().setIterations(9));

    assertThat(((Stopped) report.recorded()).reason()).isEqualTo(StopReason.MAX_ITERATIONS);
    assertThat(report.otherwise()).isEqualTo(new Running(4));
    assertThat(report.divergedAt()).isEqualTo(10);
    assertThat(report.isKnown()).isTrue();
  }

  @Test
  void shouldEndByItsOwnTimerWhenTheWallClockIsShorter() {
    CounterfactualReport report =
        fold(going(5, _ -> {}), goal -> goal.getBudgets().setWallClockMs(4_500));

    Stopped stopped = (Stopped) report.otherwise();
    assertThat(stopped.reason()).isEqualTo(StopReason.TIME_BUDGET);
    assertThat(stopped.after()).isEqualTo(Duration.ofMillis(4_500));
    assertThat(report.divergedAt()).isEqualTo(6);
  }

  @Test
  void shouldNotKnowWhenTheRecordAnswersWhatWouldNotHaveBeenAskedYet() {
    // Given: a plan that failed in passing and came with the next attempt
    Course course = Course.started();
    course.take(Records.failed(id(1, Step.PLAN), Records.failure(FailureKind.TRANSIENT)));
    course.wake();
    course.take(Records.planned(new RequestId(Records.LOOP, 1, Step.PLAN, 0, 2), "workspace"));

    // When
    CounterfactualReport same = fold(course, _ -> {});
    CounterfactualReport patient =
        fold(course, goal -> goal.getRetry().setInitialIntervalMs(60_000));
    CounterfactualReport impatient = fold(course, goal -> goal.getRetry().setMaximumAttempts(1));

    // Then
    assertThat(same.otherwise()).isEqualTo(new Running(1));
    assertThat(patient.isKnown()).isFalse();
    assertThat(((Unknown) patient.otherwise()).sequence()).isEqualTo(4);
    assertThat(((Unknown) patient.otherwise()).why()).contains("PlanResult");
    assertThat(((Stopped) impatient.otherwise()).reason()).isEqualTo(StopReason.RETRIES_EXHAUSTED);
    assertThat(impatient.divergedAt()).isEqualTo(2);
  }

  @Test
  void shouldNotKnowWhenACauseIsGoneOrAnotherVersionDecided() {
    // Given
    Course course = going(2, _ -> {});
    List<LoopTransition> transitions = course.transitions();
    LoopTransition other =
        LoopTransition.newBuilder(transitions.get(3)).setMachineVersion(1).build();

    // When
    CounterfactualReport gone = fold(transitions, Map.of(), _ -> {});
    CounterfactualReport old =
        fold(
            List.of(transitions.get(0), transitions.get(1), transitions.get(2), other),
            course.causes(),
            _ -> {});

    // Then
    assertThat(gone.otherwise()).isEqualTo(new Unknown(1, "its cause was deleted by retention"));
    assertThat(((Unknown) old.otherwise()).why()).contains("version 1");
  }
}
