package io.loopline.codec;

import static io.loopline.codec.Records.CHANGED;
import static io.loopline.codec.Records.judged;
import static io.loopline.codec.Records.observed;
import static io.loopline.codec.Records.planned;
import static io.loopline.codec.Records.request;

import io.loopline.core.LoopState;
import io.loopline.core.Step;
import io.loopline.event.Budgets;
import io.loopline.event.Goal;
import io.loopline.event.StuckPolicy;
import io.loopline.event.VerdictDecision;

/** A loop that goes on for as many iterations as it is told, with two actions in each. */
final class LongCourse {
  private LongCourse() {}

  /** The course as it waits for the plan of this iteration. */
  static Course until(int iteration) {
    Goal goal =
        Goal.newBuilder(Records.goal())
            .setBudgets(
                Budgets.newBuilder()
                    .setIterations(1_000)
                    .setToolCalls(3_000)
                    .setWallClockMs(86_400_000)
                    .build())
            // it does the same in every iteration, on purpose
            .setStuck(StuckPolicy.newBuilder().setEnabled(false).build())
            .build();
    Course course = new Course(goal);
    course.take(Records.accepted(goal));
    for (int i = 1; i < iteration; i++) {
      course
          .take(planned(request(i, Step.PLAN, 0), "workspace", "sql"))
          .take(observed(request(i, Step.ACT, 0), CHANGED, null))
          .take(observed(request(i, Step.ACT, 1), CHANGED, null))
          .take(judged(request(i, Step.VERIFY, 0), VerdictDecision.CONTINUE, 0.5, CHANGED));
    }
    if (!(course.state() instanceof LoopState.Live live) || live.iteration() != iteration) {
      throw new IllegalStateException("bug: the course ended in " + course.state());
    }
    return course;
  }
}
