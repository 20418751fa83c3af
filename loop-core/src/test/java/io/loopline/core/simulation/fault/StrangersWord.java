package io.loopline.core.simulation.fault;

import io.loopline.core.Allowance;
import io.loopline.core.Child;
import io.loopline.core.LoopEvent;
import io.loopline.core.Outcome;
import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Fault;
import io.loopline.core.simulation.Message;
import io.loopline.core.simulation.Topic;
import io.loopline.core.simulation.World;
import java.time.Instant;

/** Word of a parent that a loop does not have, of a child that it never had, or of a permit. */
final class StrangersWord implements Fault {
  @Override
  public String name() {
    return "stranger's word";
  }

  @Override
  public String strike(World world, Chance chance) {
    String loopId = chance.percent(10) ? "nobody" : world.loopInAnyPhase(chance);
    LoopEvent word =
        switch (chance.below(5)) {
          case 0 -> new LoopEvent.PermitGranted(Instant.EPOCH, "team=z");
          case 1, 2 -> new LoopEvent.ParentEnded(Instant.EPOCH, "a stranger", "it wants to");
          default ->
              new LoopEvent.ChildEnded(
                  Instant.EPOCH,
                  "a stranger",
                  new Child.End(Outcome.SUCCEEDED, 1, null, ""),
                  new Allowance(1, 99, 99, 99, 99, 9));
        };
    world.produce(Topic.INBOX, loopId, new Message.Input(loopId, word), chance);
    return word.getClass().getSimpleName() + " to " + loopId;
  }
}
