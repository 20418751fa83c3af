package io.loopline.core.simulation;

import io.loopline.core.LoopEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who of a label may run, first come, first served; queues, positions and what it tells loops
 * commit together or not at all. Labels that no limit names are not limited.
 */
public final class Limiter {
  /** How many loops of a label may run at once. */
  public static final Map<String, Integer> LIMITS = Map.of("team=a", 1, "team=b", 2);

  /** Those of one label. */
  private record Line(Set<String> running, Set<String> waiting) {
    Line copy() {
      return new Line(new HashSet<>(running), new LinkedHashSet<>(waiting));
    }
  }

  private final Schedule schedule;
  private final Broker broker;
  private final Chance chance;
  private final Cursor inputs;
  private Map<String, Line> lines = new TreeMap<>();
  private Map<String, Line> committed = new TreeMap<>();
  private boolean turnScheduled;
  private long transaction;

  Limiter(Schedule schedule, Broker broker, Chance chance) {
    this.schedule = schedule;
    this.broker = broker;
    this.chance = chance;
    this.inputs = new Cursor(broker, List.of(Topic.PERMITS));
    broker.listen(Topic.PERMITS, this::wake);
  }

  /** Kills it; its open transaction aborts. It is back at once. */
  public void crash() {
    if (transaction != 0) {
      broker.end(transaction, false);
      transaction = 0;
    }
    lines = copy(committed);
    inputs.rewind();
    wake();
  }

  boolean isUpToDate() {
    return transaction == 0 && !inputs.hasMore();
  }

  /** Who still runs or waits, in words; empty when nobody does. */
  String leftovers() {
    List<String> left = new ArrayList<>();
    lines.forEach((label, line) -> {
      if (!line.running().isEmpty() || !line.waiting().isEmpty()) {
        left.add(label + " " + line);
      }
    });
    return String.join("; ", left);
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
    if (record.message() instanceof Message.Permit permit) {
      take(record, permit);
    } else {
      broker.append(Outputs.letter(record.at(), "UNDECODABLE"), transaction);
    }
    long own = transaction;
    schedule.after(chance.below(30), () -> endTurn(own));
  }

  private void endTurn(long own) {
    if (transaction == own) {
      broker.end(transaction, true);
      transaction = 0;
      inputs.commit();
      committed = copy(lines);
      wake();
    }
  }

  private void take(TopicRecord record, Message.Permit permit) {
    Line line =
        lines.computeIfAbsent(
            permit.label(), _ -> new Line(new HashSet<>(), new LinkedHashSet<>()));
    if (!permit.wanted()) {
      line.running().remove(permit.loopId());
      line.waiting().remove(permit.loopId());
    } else if (!line.running().contains(permit.loopId())) {
      line.waiting().add(permit.loopId());
    }
    int limit = LIMITS.getOrDefault(permit.label(), Integer.MAX_VALUE);
    while (line.running().size() < limit && !line.waiting().isEmpty()) {
      String next = line.waiting().iterator().next();
      line.waiting().remove(next);
      line.running().add(next);
      LoopEvent granted = new LoopEvent.PermitGranted(Instant.EPOCH, permit.label());
      broker.append(
          Outgoing.toLoop(Topic.INBOX, next, new Message.Input(next, granted), record.at()),
          transaction);
    }
  }

  private static Map<String, Line> copy(Map<String, Line> lines) {
    Map<String, Line> copy = new TreeMap<>();
    lines.forEach((label, line) -> copy.put(label, line.copy()));
    return copy;
  }
}
