package io.loopline.core.simulation.fault;

import io.loopline.core.simulation.Fault;
import java.util.List;

/** All that can go wrong at a certain time; a new fault is one more line here. */
public final class Faults {
  public static final List<Fault> ALL =
      List.of(
          new ControllerCrash(),
          new IntakeCrash(),
          new WorkersDead(),
          new Outage(),
          new ClockJump(),
          new TimersLate(),
          new StrayTimer(),
          new AnyCommand(),
          new GoalAgain(),
          new ConflictingGoal(),
          new OldAnswerAgain(),
          new ForgedAnswer(),
          new PoisonRecord(),
          new FamilyRecordAgain(),
          new StrangersWord(),
          new GoalUnderChildId(),
          new StrangersClaim(),
          new PartitionHeld(),
          new EndsAParent(),
          new ChildStalls(),
          new LimiterCrash(),
          new PermitsTaken());

  private Faults() {}
}
