package io.loopline.planner.controller;

import io.loopline.event.BudgetDimension;
import io.loopline.event.BudgetLimit;
import io.loopline.event.CommandKind;
import io.loopline.event.LoopCommand;
import java.time.Instant;
import java.util.List;

/** What people tell a loop. */
final class Commands {
  private Commands() {}

  static LoopCommand of(String loopId, CommandKind kind) {
    return builder(loopId, kind).build();
  }

  static LoopCommand signal(String loopId, String text) {
    return builder(loopId, CommandKind.SIGNAL).setText(text).build();
  }

  static LoopCommand edit(String loopId, String plan) {
    return builder(loopId, CommandKind.EDIT).setText(plan).build();
  }

  static LoopCommand amend(String loopId, BudgetDimension dimension, long limit) {
    return builder(loopId, CommandKind.AMEND_BUDGET)
        .setLimits(List.of(new BudgetLimit(dimension, limit)))
        .build();
  }

  private static LoopCommand.Builder builder(String loopId, CommandKind kind) {
    return LoopCommand.newBuilder()
        .setEventId(kind + "-" + loopId)
        .setLoopId(loopId)
        .setOccurredAt(Instant.EPOCH)
        .setProducer(LoopEvents.WORKER)
        .setKind(kind)
        .setRequestedBy("ann")
        .setReason("because");
  }
}
