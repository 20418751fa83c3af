package io.loopline.core.simulation;

import io.loopline.core.CommandKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A person who reads what loops do, decides on plans that wait, and resumes what is paused. */
final class Operator {
  private final Schedule schedule;
  private final Broker broker;
  private final Chance chance;
  private final Cursor audit;

  Operator(Schedule schedule, Broker broker, Chance chance) {
    this.schedule = schedule;
    this.broker = broker;
    this.chance = chance;
    this.audit = new Cursor(broker, List.of(Topic.TRANSITIONS));
  }

  void begin() {
    broker.listen(Topic.TRANSITIONS, this::read);
  }

  private void read() {
    for (TopicRecord next = audit.take(chance); next != null; next = audit.take(chance)) {
      if (next.message() instanceof Message.Audit(Decision decision) && decision.isApplied()) {
        Chance own = chance.fork(decision.loopId() + "/" + decision.sequence());
        CommandKind kind = reaction(decision, own);
        if (kind != null) {
          schedule.after(own.between(50, 9_000), () -> send(decision, kind, own));
        }
      }
    }
  }

  private static @Nullable CommandKind reaction(Decision decision, Chance chance) {
    if (decision.note().contains("a person must say")) {
      int word = chance.below(10);
      return word < 4 ? CommandKind.APPROVE : word < 8 ? CommandKind.REJECT : null;
    }
    if (decision.phaseAfter().equals(decision.phaseBefore())) {
      return null;
    }
    int chosen = chance.below(10);
    return switch (decision.phaseAfter()) {
      case "AwaitingApproval" ->
          chosen < 6
              ? CommandKind.APPROVE
              : chosen == 6 ? CommandKind.EDIT : chosen == 7 ? CommandKind.REJECT : null;
      case "Paused" -> chosen < 7 ? CommandKind.RESUME : null;
      default -> null;
    };
  }

  private void send(Decision decision, CommandKind kind, Chance chance) {
    broker.append(
        new Outgoing(
            Topic.COMMANDS,
            chance.below(Broker.PARTITIONS),
            "operator",
            new Message.Input(decision.loopId(), Orders.sound(kind, decision.iteration(), chance)),
            null,
            null));
  }
}
