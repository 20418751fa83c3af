package io.loopline.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the workers of one iteration answer.
 *
 * @param acts actions of the plan, with their ends
 * @param score score of the verdict
 */
record Round(List<Act> acts, double score) {

  /**
   * One action and how it ends.
   *
   * @param argument stands for the arguments
   * @param failure how it fails; null when it succeeds
   * @param workspace workspace it leaves; null when it leaves the one it found
   */
  record Act(
      String tool,
      int argument,
      boolean polling,
      @Nullable FailureKind failure,
      @Nullable String workspace) {}

  static Round of(double score, Act... acts) {
    return new Round(List.of(acts), score);
  }

  /** A round of one action that succeeds. */
  static Round ok(double score, String tool, int argument, @Nullable String workspace) {
    return of(score, new Act(tool, argument, false, null, workspace));
  }

  static Round failing(double score, String tool, int argument) {
    return of(score, new Act(tool, argument, false, FailureKind.TOOL_FAILED, null));
  }

  static Round polling(double score, String tool) {
    return of(score, new Act(tool, 0, true, null, null));
  }
}
