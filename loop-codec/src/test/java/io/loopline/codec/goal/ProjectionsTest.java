package io.loopline.codec.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.Goal;
import io.loopline.event.ModelPrice;
import io.loopline.event.Projection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProjectionsTest {
  /** One micro-USD an input token, four an output token; 2,000 tokens beside the window. */
  private static final ModelPrice PLANNER =
      new ModelPrice("m", 1_000_000L, 100_000L, 4_000_000L, 100_000L, 4_000L, 2_000L);

  private static final ModelPrice JUDGE =
      new ModelPrice("j", 2_000_000L, 100_000L, 8_000_000L, 100_000L, 500L, 9_000L);

  private static Goal goal(int iterations) {
    Goal goal = Goals.event(Goals.valid());
    goal.getBudgets().setIterations(iterations);
    goal.getBudgets().setTokens(1_000_000);
    goal.getBudgets().setCostMicroUsd(50_000_000);
    goal.getRetry().setMaximumAttempts(3);
    goal.getContext().setWindowTokens(8_000);
    goal.getContext().setCompactAt(80);
    return goal;
  }

  private static Projection projected(Goal goal, ModelPrice planner, @Nullable ModelPrice judge) {
    return Objects.requireNonNull(Projections.of(goal, planner, judge));
  }

  @Test
  void shouldProjectNothingWhenNoModelIsAsked() {
    assertThat(Projections.of(goal(10), null, null)).isNull();
  }

  @Test
  void shouldCountOnePlanHalfOfThemAndAllOfThem() {
    Projection projection = projected(goal(4), PLANNER, null);

    assertThat(projection.getLowTokens()).isEqualTo(2_000 + 300);
    assertThat(projection.getLowCostMicroUsd()).isEqualTo(2_000 + 4 * 300);
    assertThat(projection.getExpectedTokens()).isEqualTo(2 * (2_000 + 700) + 700);
    assertThat(projection.getExpectedCostMicroUsd()).isEqualTo(2 * (2_000 + 4 * 700) + 700);
    assertThat(projection.getWorstTokens()).isEqualTo(4 * 3 * (2_000 + 8_000 + 4_000));
    assertThat(projection.getWorstCostMicroUsd()).isEqualTo(4 * 3 * (10_000 + 4 * 4_000));
  }

  /**
   * One that the model makes has its goal and the whole window as input, and 2 x 400 + 1024 output.
   */
  @Test
  void shouldAddTheSummariesOfAModel() {
    Goal byRule = goal(60);
    Goal byModel = goal(60);
    byModel.getContext().setSummaryByModel(true);
    Goal unsummarized = goal(60);
    unsummarized.getContext().setSummaryByModel(true);
    unsummarized.getContext().setSummarize(false);
    List.of(byRule, byModel, unsummarized).forEach(goal -> goal.getBudgets().setTokens(90_000_000));

    Projection rule = projected(byRule, PLANNER, null);
    Projection model = projected(byModel, PLANNER, null);

    // 29 iterations of growth fill the window of 6,400 and then its half 3.475 times
    assertThat(model.getExpectedTokens() - rule.getExpectedTokens())
        .isEqualTo(4 * (2_000 + 8_000 + 1_824));
    assertThat(model.getWorstTokens() - rule.getWorstTokens())
        .isEqualTo(60 * 3 * (2_000 + 8_000 + 1_824));
    assertThat(model.getLowTokens()).isEqualTo(rule.getLowTokens());
    assertThat(projected(unsummarized, PLANNER, null)).isEqualTo(rule);
  }

  @Test
  void shouldAddWhatJudges() {
    Projection alone = projected(goal(4), PLANNER, null);
    Projection judged = projected(goal(4), PLANNER, JUDGE);

    assertThat(judged.getLowTokens() - alone.getLowTokens()).isEqualTo(9_500);
    assertThat(judged.getWorstCostMicroUsd() - alone.getWorstCostMicroUsd())
        .isEqualTo(12 * (18_000 + 8 * 500));
  }

  @Test
  void shouldExceedNoBudget() {
    Goal goal = goal(1_000);
    goal.getBudgets().setTokens(30_000);
    goal.getBudgets().setCostMicroUsd(5_000);

    Projection projection = projected(goal, PLANNER, JUDGE);

    assertThat(projection.getWorstTokens()).isEqualTo(30_000);
    assertThat(projection.getWorstCostMicroUsd()).isEqualTo(5_000);
    assertThat(projection.getExpectedTokens()).isLessThanOrEqualTo(30_000);
    assertThat(projection.getLowCostMicroUsd()).isLessThanOrEqualTo(5_000);
  }
}
