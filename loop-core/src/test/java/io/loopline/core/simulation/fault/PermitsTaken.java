package io.loopline.core.simulation.fault;

import io.loopline.core.simulation.Chance;
import io.loopline.core.simulation.Fault;
import io.loopline.core.simulation.Limiter;
import io.loopline.core.simulation.Message;
import io.loopline.core.simulation.Topic;
import io.loopline.core.simulation.World;
import java.time.Duration;
import java.util.List;

/** Loops of elsewhere hold the permits of a label, for a while or for more than a day. */
final class PermitsTaken implements Fault {
  private static final List<String> LABELS = Limiter.LIMITS.keySet().stream().sorted().toList();

  @Override
  public String name() {
    return "permits taken";
  }

  @Override
  public int most() {
    return 2;
  }

  @Override
  public String strike(World world, Chance chance) {
    String label = chance.one(LABELS);
    long held =
        chance.percent(70) ? chance.between(1_000, 900_000) : Duration.ofHours(30).toMillis();
    for (int i = 0; i < Limiter.LIMITS.getOrDefault(label, 0); i++) {
      String loopId = "elsewhere-" + label + "-" + i + "-" + chance.below(1_000);
      world.produce(Topic.PERMITS, label, new Message.Permit(label, loopId, true), chance);
      world
          .schedule()
          .after(
              held,
              () ->
                  world.produce(
                      Topic.PERMITS, label, new Message.Permit(label, loopId, false), chance));
    }
    return label + " for " + held + " ms";
  }
}
