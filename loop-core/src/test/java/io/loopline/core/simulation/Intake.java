package io.loopline.core.simulation;

/** Puts goals and commands from anywhere onto the inbox partition of their loop. */
public final class Intake {
  private final Schedule schedule;
  private final Broker broker;
  private final Chance chance;
  private final Cursor inputs;
  private boolean turnScheduled;
  private long transaction;

  Intake(Schedule schedule, Broker broker, Chance chance) {
    this.schedule = schedule;
    this.broker = broker;
    this.chance = chance;
    this.inputs = new Cursor(broker, Topic.INTAKE_INPUTS);
    Topic.INTAKE_INPUTS.forEach(topic -> broker.listen(topic, this::wake));
  }

  /** Kills it; its open transaction aborts. It is back at once. */
  public void crash() {
    if (transaction != 0) {
      broker.end(transaction, false);
      transaction = 0;
    }
    inputs.rewind();
    wake();
  }

  boolean isUpToDate() {
    return transaction == 0 && !inputs.hasMore();
  }

  private void wake() {
    if (!turnScheduled) {
      turnScheduled = true;
      schedule.after(chance.below(20), this::turn);
    }
  }

  private void turn() {
    turnScheduled = false;
    if (transaction != 0) {
      return;
    }
    TopicRecord record = inputs.take(chance);
    if (record == null) {
      return;
    }
    transaction = broker.begin();
    broker.append(moved(record), transaction);
    long own = transaction;
    schedule.after(chance.below(30), () -> endTurn(own));
  }

  private static Outgoing moved(TopicRecord record) {
    return record.message() instanceof Message.Input input
        ? Outgoing.toLoop(Topic.INBOX, input.loopId(), input, record.at())
        : Outputs.letter(record.at(), "UNDECODABLE");
  }

  private void endTurn(long own) {
    if (transaction == own) {
      broker.end(transaction, true);
      transaction = 0;
      inputs.commit();
      wake();
    }
  }
}
