package io.loopline.planner.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.Goal;
import io.loopline.event.StopReason;
import io.loopline.event.VerifyRequest;
import io.loopline.topic.LoopTopics;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the stores hold of a loop that goes on and on. */
class StoreGrowthTest {
  private static final String LOOP = "loop-1";
  private static final int ITERATIONS = 10;

  /** Rewritten with every event, so it must stay small. */
  private static final int STATE_BYTES = 4_096;

  private DrivenController controller;

  @BeforeEach
  void start(@TempDir Path state) {
    controller = new DrivenController(state);
    Goal goal = LoopEvents.goal(LOOP);
    goal.getStuck().setEnabled(false);
    controller.submit(goal);
  }

  @AfterEach
  void stop() {
    controller.close();
  }

  @Test
  void shouldKeepTheLoopsRowSmallAndOneTimerWhenItIterates() {
    for (int iteration = 1; iteration < ITERATIONS; iteration++) {
      // When
      iterate();

      // Then
      assertThat(controller.largestRow(LoopStores.LOOPS)).isBetween(1, STATE_BYTES);
      assertThat(controller.rows(LoopStores.LOOPS)).hasSize(1);
      assertThat(controller.rows(LoopStores.GOALS)).hasSize(1);
      assertThat(controller.rows(LoopStores.TIMERS)).hasSize(1);
      assertThat(controller.rows(LoopStores.CONTEXT)).hasSizeLessThanOrEqualTo(3 * iteration);
    }
  }

  @Test
  void shouldLeaveNoRowOfALongLoopWhenItEnds() {
    // When
    for (int iteration = 1; iteration <= ITERATIONS; iteration++) {
      iterate();
    }

    // Then
    assertThat(controller.only(LoopTopics.RESULTS).getStopReason())
        .isEqualTo(StopReason.MAX_ITERATIONS);
    assertThat(controller.rows(LoopStores.CONTEXT)).isEmpty();
    assertThat(controller.rows(LoopStores.GOALS)).isEmpty();
    assertThat(controller.largestRow(LoopStores.LOOPS)).isBetween(1, 200);
  }

  private void iterate() {
    controller.send(
        LoopTopics.PLANS, LOOP, LoopEvents.plan(controller.only(LoopTopics.PLAN_REQUESTS)));
    controller.send(
        LoopTopics.OBSERVATIONS,
        LOOP,
        LoopEvents.observed(controller.only(LoopTopics.ACTION_REQUESTS)));
    VerifyRequest verify = controller.only(LoopTopics.VERIFY_REQUESTS);
    controller.send(LoopTopics.VERDICTS, LOOP, LoopEvents.notYet(verify));
  }
}
