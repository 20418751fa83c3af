package io.loopline.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.core.Caps;
import io.loopline.core.Dimension;
import io.loopline.core.LoopEvent;
import io.loopline.core.LoopState;
import io.loopline.core.Step;
import io.loopline.core.Usage;
import io.loopline.event.Goal;
import io.loopline.event.GoalResolution;
import io.loopline.event.InputKind;
import io.loopline.event.LoopInput;
import io.loopline.event.ModelPrice;
import io.loopline.event.PlanRequest;
import io.loopline.event.PlanResult;
import io.loopline.event.TokenUsage;
import io.loopline.serde.StateCodec;
import io.loopline.state.LoopStateRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A loop's model: from the inbox into the state and back, and its caps into the request. */
class ModelTermsCodecTest {
  private static final StateCodec<LoopStateRecord> BYTES = StateCodec.of(LoopStateRecord.class);

  @Test
  void shouldKeepModelAndReservationInTheStoredLoop() {
    // Given
    Course course = new Course(Records.goal());

    // When
    course.take(accepted(price(128_000)));

    // Then
    LoopState state = course.state();
    assertThat(((LoopState.Live) state).ledger().line(Dimension.TOKENS).reserved())
        .isEqualTo(new Caps(10_000, 4_000, 26_000, 8_000).tokens());
    byte[] stored = BYTES.encode(LoopStateCodec.encode(state));
    assertThat(LoopStateCodec.decode(Records.LOOP, BYTES.decode(stored))).isEqualTo(state);
    PlanRequest request = (PlanRequest) course.sent().getFirst().events().getFirst().event();
    assertThat(request.getCaps().getMaxInputTokens()).isEqualTo(10_000);
    assertThat(request.getCaps().getMaxOutputTokens()).isEqualTo(4_000);
    assertThat(request.getCaps().getMaxCostMicroUsd()).isEqualTo(26_000);
  }

  @Test
  void shouldTakeUsageFromTheAnswer() {
    TokenUsage usage = new TokenUsage(7L, 3L, 2L, 11L, true, 1L, 0L);

    LoopEvent.PlanAnswered answer = (LoopEvent.PlanAnswered) decode(usage);

    assertThat(answer.usage()).isEqualTo(new Usage(7, 3, 2, 11, false));
  }

  @Test
  void shouldRefuseFiguresThatCannotBe() {
    assertThatThrownBy(() -> decode(new TokenUsage(-1L, 0L, 0L, 0L, false, 0L, 0L)))
        .isInstanceOf(UnrecognizedContent.class)
        .hasMessageContaining("input -1");
    assertThatThrownBy(() -> EventDecoder.decode(accepted(price(0)), Records.START))
        .isInstanceOf(UnrecognizedContent.class)
        .hasMessageContaining("contextTokens");
  }

  private static LoopEvent decode(TokenUsage usage) {
    PlanResult result =
        PlanResult.newBuilder(Records.planned(Records.request(1, Step.PLAN, 0), "sql"))
            .setUsage(usage)
            .build();
    return EventDecoder.decode(result, Records.START);
  }

  private static LoopInput accepted(ModelPrice price) {
    Goal goal = Records.goal();
    return Records.input(InputKind.GOAL)
        .setGoal(goal)
        .setGoalHash("hash-1")
        .setResolution(new GoalResolution(List.of(), price, List.of(), null))
        .build();
  }

  private static ModelPrice price(long context) {
    return new ModelPrice("m", 1_000_000L, 100_000L, 4_000_000L, context, 4_000L, 2_000L);
  }
}
