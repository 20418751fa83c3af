package io.loopline.core.simulation;

import io.loopline.core.ActionSignature;
import io.loopline.core.CommandContent;
import io.loopline.core.CommandKind;
import io.loopline.core.Dimension;
import io.loopline.core.LoopEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Commands of people: the one place that makes them. */
public final class Orders {
  private static final List<List<String>> PLANS =
      List.of(List.of(), List.of("sql"), List.of("workspace", "http"), List.of("shell"));

  private Orders() {}

  /** A command as a careful person gives it, about the plan of an iteration. */
  static LoopEvent sound(CommandKind kind, int iteration, Chance chance) {
    return command(kind, iteration, "sound-" + chance.below(1_000_000), PLANS.get(1), chance);
  }

  /** Anything: some repeat the id of another, are about another iteration, or make no sense. */
  public static LoopEvent any(CommandKind kind, Chance chance) {
    return command(
        kind,
        chance.percent(50) ? null : 1 + chance.below(4),
        chance.percent(20) ? "" : "any-" + chance.below(30),
        chance.one(PLANS),
        chance);
  }

  private static LoopEvent command(
      CommandKind kind, @Nullable Integer iteration, String id, List<String> tools, Chance chance) {
    CommandContent content =
        new CommandContent(
            id,
            iteration,
            chance.below(60),
            FakeWorkers.actions(tools),
            tools.stream().map(_ -> new ActionSignature(chance.below(50), false)).toList(),
            limits(chance),
            chance.percent(5) ? List.of("text: is missing") : List.of());
    return new LoopEvent.CommandReceived(
        Instant.EPOCH, kind, chance.percent(50) ? "ann" : "", "", content);
  }

  private static Map<Dimension, Long> limits(Chance chance) {
    return switch (chance.below(5)) {
      case 0 -> Map.of(Dimension.ITERATIONS, chance.between(0, 30));
      case 1 ->
          Map.of(
              Dimension.TOOL_CALLS,
              chance.between(0, 60),
              Dimension.ITERATIONS,
              chance.between(3, 9));
      case 2 ->
          Map.of(
              chance.one(List.of(Dimension.WALL_CLOCK, Dimension.TOKENS, Dimension.COST)),
              chance.between(0, 1_800_000));
      case 3 -> Map.of(Dimension.CHILDREN, chance.between(0, 9));
      default -> Map.of();
    };
  }
}
