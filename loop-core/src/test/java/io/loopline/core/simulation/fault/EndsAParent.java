package io.loopline.core.simulation.fault;

import io.loopline.core.CommandKind;
import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Fault;
import io.loopline.core.simulation.Message;
import io.loopline.core.simulation.Orders;
import io.loopline.core.simulation.Topic;
import io.loopline.core.simulation.World;
import java.util.List;

/** Someone ends a loop, or pauses it, while its children run. */
final class EndsAParent implements Fault {
  private static final List<CommandKind> KINDS =
      List.of(CommandKind.CANCEL, CommandKind.CANCEL, CommandKind.PAUSE, CommandKind.AMEND_BUDGET);

  @Override
  public String name() {
    return "ends a parent";
  }

  @Override
  public int most() {
    return 8;
  }

  @Override
  public String strike(World world, Chance chance) {
    List<String> parents = world.controller().stores().parents();
    if (parents.isEmpty()) {
      return "there is none";
    }
    List<String> goneOn =
        parents.stream().filter(id -> !world.phase(id).equals("Executing")).toList();
    String loopId = chance.one(goneOn.isEmpty() ? parents : goneOn);
    CommandKind kind = chance.one(KINDS);
    world.produce(
        Topic.COMMANDS, "client", new Message.Input(loopId, Orders.any(kind, chance)), chance);
    return kind + " to " + loopId;
  }
}
