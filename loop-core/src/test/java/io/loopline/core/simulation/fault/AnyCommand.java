package io.loopline.core.simulation.fault;

import io.loopline.core.CommandKind;
import io.loopline.core.LoopEvent;
import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Fault;
import io.loopline.core.simulation.Message;
import io.loopline.core.simulation.Orders;
import io.loopline.core.simulation.Topic;
import io.loopline.core.simulation.World;
import java.util.List;

/** A command of any kind at any time, to a loop or to nobody. */
final class AnyCommand implements Fault {
  @Override
  public String name() {
    return "any command";
  }

  @Override
  public int most() {
    return 14;
  }

  @Override
  public String strike(World world, Chance chance) {
    CommandKind kind =
        chance.percent(20) ? CommandKind.PAUSE : chance.one(List.of(CommandKind.values()));
    String loopId = chance.percent(5) ? "nobody" : world.loopInAnyPhase(chance);
    LoopEvent command = Orders.any(kind, chance);
    world.produce(Topic.COMMANDS, "client", new Message.Input(loopId, command), chance);
    return kind + " to " + loopId;
  }
}
