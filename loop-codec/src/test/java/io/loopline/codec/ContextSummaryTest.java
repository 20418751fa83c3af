package io.loopline.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.core.LoopState;
import io.loopline.core.RequestId;
import io.loopline.core.Step;
import io.loopline.event.ContextEntry;
import io.loopline.event.ContextKind;
import io.loopline.event.Goal;
import io.loopline.event.GoalResolution;
import io.loopline.event.InputKind;
import io.loopline.event.ModelPrice;
import io.loopline.event.PlanRequest;
import io.loopline.event.PlanResult;
import io.loopline.event.SummaryOrder;
import io.loopline.event.VerdictDecision;
import io.loopline.serde.StateCodec;
import io.loopline.state.LoopStateRecord;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A summary on its way: ordered in a request, made in the answer, kept as a row. */
class ContextSummaryTest {
  private static final StateCodec<LoopStateRecord> BYTES = StateCodec.of(LoopStateRecord.class);

  /** A loop without actions whose window is nearly full before the plan of this iteration. */
  private static Course course() {
    Goal goal = Records.goal();
    goal.getContext().setWindowTokens(60);
    goal.getContext().setSummaryByModel(true);
    goal.getStuck().setEnabled(false);
    Course course = new Course(goal);
    course.take(
        Records.input(InputKind.GOAL)
            .setGoal(goal)
            .setGoalHash("hash-1")
            .setResolution(
                GoalResolution.newBuilder()
                    .setModel(new ModelPrice("m", 1_000L, 100L, 4_000L, 100_000L, 4_000L, 2_000L))
                    .build())
            .build());
    for (int iteration = 1; request(course).getSummary() == null; iteration++) {
      course.take(Records.planned(Records.request(iteration, Step.PLAN, 0)));
      course.take(
          Records.judged(
              Records.request(iteration, Step.VERIFY, 0), VerdictDecision.CONTINUE, 0.5, null));
    }
    return course;
  }

  private static PlanRequest request(Course course) {
    return course.sent().getLast().events().stream()
        .map(Outgoing::event)
        .filter(PlanRequest.class::isInstance)
        .map(PlanRequest.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static PlanResult answer(PlanRequest request, @Nullable String summary) {
    RequestId id = Records.request(request.getRequest().getIteration(), Step.PLAN, 0);
    PlanResult answer = Records.planned(id);
    answer.setSummary(summary);
    return answer;
  }

  private static SummaryOrder order(PlanRequest request) {
    return Objects.requireNonNull(request.getSummary(), "nothing is ordered");
  }

  private static List<ContextEntry> window(Course course) {
    return ((LoopState.Live) course.state())
        .context().entries().stream().map(entry -> course.row(entry.sequence())).toList();
  }

  @Test
  void shouldOrderWhatTheRequestShowsAndRememberThatInTheStoredLoop() {
    Course course = course();

    PlanRequest request = request(course);
    assertThat(order(request).getMaxTokens()).isEqualTo(60 / 4 + 1);
    assertThat(order(request).getCaps().getMaxOutputTokens()).isEqualTo(2 * 16 + 1_024);
    assertThat(ContextSummary.leaving(request))
        .extracting(ContextEntry::getSequence)
        .isEqualTo(order(request).getSequences())
        .isNotEmpty();
    byte[] stored = BYTES.encode(LoopStateCodec.encode(course.state()));
    assertThat(LoopStateCodec.decode(Records.LOOP, BYTES.decode(stored))).isEqualTo(course.state());
    assertThat(((LoopState.Live) course.state()).context().ordered()).isPositive();
  }

  @Test
  void shouldKeepTheModelsWordsAsTheRowThatThePlannerSaw() {
    // Given
    Course course = course();
    PlanRequest request = request(course);
    String words = "Nothing worked so far.";

    // When
    course.take(answer(request, words));

    // Then
    ContextEntry kept = window(course).getFirst();
    assertThat(kept.getKind()).isEqualTo(ContextKind.SUMMARY);
    assertThat(kept.getText()).isEqualTo(words);
    ContextEntry seen = ContextSummary.window(request, words).getFirst();
    kept.setSequence(seen.getSequence());
    assertThat(kept).isEqualTo(seen);
  }

  @Test
  void shouldKeepTheDigestThatThePlannerSawWhenTheModelMadeNone() {
    // Given
    Course course = course();
    PlanRequest request = request(course);

    // When
    course.take(answer(request, null));

    // Then
    ContextEntry kept = window(course).getFirst();
    assertThat(kept.getText()).contains("iteration").isNotBlank();
    ContextEntry seen = ContextSummary.window(request, null).getFirst();
    kept.setSequence(seen.getSequence());
    assertThat(kept).isEqualTo(seen);
  }

  @Test
  void shouldKeepADigestWhenAWorkerSaysMoreThanWasOrdered() {
    // Given
    Course course = course();
    PlanRequest request = request(course);
    int most = ContextSummary.characters(order(request).getMaxTokens());

    // When
    course.take(answer(request, "x".repeat(most + 4)));

    // Then
    assertThat(window(course).getFirst().getText()).doesNotContain("xxxx");
  }

  @Test
  void shouldShowTheWholeWindowWhenNothingIsOrdered() {
    Course course = Course.started();

    PlanRequest request = request(course);
    assertThat(ContextSummary.window(request, "unasked")).isEqualTo(request.getContext());
    assertThat(ContextSummary.leaving(request)).isEmpty();
  }
}
