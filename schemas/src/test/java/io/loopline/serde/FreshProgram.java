package io.loopline.serde;

import io.loopline.event.Goal;
import io.loopline.event.PlannerKind;
import io.loopline.event.PlannerSpec;
import io.loopline.event.Producer;
import java.time.Instant;
import java.util.List;

/** A program that only uses the generated classes, as a downstream application may. */
final class FreshProgram {
  private FreshProgram() {}

  public static void main(String[] arguments) {
    Goal goal =
        Goal.newBuilder()
            .setEventId("e")
            .setLoopId("l")
            .setOccurredAt(Instant.EPOCH)
            .setProducer(new Producer("s", "i", "v"))
            .setObjective("o")
            .setPlanner(PlannerSpec.newBuilder().setKind(PlannerKind.PLAYBOOK).build())
            .setChecks(List.of())
            .build();
    System.out.println("built with " + goal.getBudgets().getIterations() + " iterations");
  }
}
