package io.loopline.core.simulation.fault;

import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Fault;
import io.loopline.core.simulation.Schedule;
import io.loopline.core.simulation.Stores;
import io.loopline.core.simulation.World;
import java.util.List;

/** A timer that fires early, again after it has fired, or without ever having been armed. */
final class StrayTimer implements Fault {
  @Override
  public String name() {
    return "stray timer";
  }

  @Override
  public int most() {
    return 6;
  }

  @Override
  public String strike(World world, Chance chance) {
    List<Stores.Timer> armed = List.copyOf(world.controller().stores().timers());
    Stores.Timer stray =
        armed.isEmpty() || chance.percent(25)
            ? new Stores.Timer(
                Schedule.START.plusMillis(chance.below(100_000)), world.people().anyLoop(chance))
            : chance.one(armed);
    world.controller().fireStray(stray);
    if (chance.percent(40)) {
      world.controller().fireStray(stray);
    }
    return stray.toString();
  }
}
