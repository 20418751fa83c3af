package io.loopline.core.simulation;

import io.loopline.core.Effect;
import io.loopline.core.LoopEvent;
import io.loopline.core.LoopState;
import io.loopline.core.Transition;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The loop controller: takes inputs from its topics in any order between topics, and due timers;
 * state, outputs and positions commit together or not at all. Its clock may differ from true time.
 */
public final class Controller {
  private static final int MOST_INPUTS_PER_TURN = 6;
  private static final String INPUT_UNREADABLE = "UNDECODABLE";
  private static final String BUG = "PROCESSING_FAILED";

  private final Schedule schedule;
  private final Broker broker;
  private final Machine machine;
  private final Chance chance;
  private final Cursor inputs;
  private final Deque<Stores.Timer> strayTimers = new ArrayDeque<>();
  private final List<String> bugs = new ArrayList<>();

  private Stores stores = new Stores();
  private Stores committed = new Stores();
  private long transaction;
  private boolean turnScheduled;
  private long downUntilMs;
  private long timersHeldUntilMs;
  private long childrenStallUntilMs;
  private Chance childStalls;
  private final long[] partitionsHeldUntilMs = new long[Broker.PARTITIONS];
  private long clockAheadMs;
  private long wakeAtMs = Long.MAX_VALUE;

  Controller(Schedule schedule, Broker broker, Machine machine, Chance chance) {
    this.schedule = schedule;
    this.broker = broker;
    this.machine = machine;
    this.chance = chance;
    this.childStalls = chance;
    this.inputs = new Cursor(broker, Topic.CONTROLLER_INPUTS);
    Topic.CONTROLLER_INPUTS.forEach(topic -> broker.listen(topic, this::wake));
  }

  /** What is stored, with what the open transaction would change. */
  public Stores stores() {
    return stores;
  }

  /** The controller's own clock. */
  public Instant clock() {
    return schedule.now().plusMillis(clockAheadMs);
  }

  /** Lets its clock differ from true time from now on. */
  public void setClockAhead(long milliseconds) {
    clockAheadMs = milliseconds;
    wake();
  }

  /** Fires no timers for so long. */
  public void holdTimers(long milliseconds) {
    timersHeldUntilMs = schedule.nowMs() + milliseconds;
    schedule.after(milliseconds, this::wake);
  }

  /** Takes no input of the loops on a partition for so long, and fires none of their timers. */
  public void holdPartition(int partition, long milliseconds) {
    partitionsHeldUntilMs[partition] = schedule.nowMs() + milliseconds;
    schedule.after(milliseconds, this::wake);
  }

  /**
   * From now on until then the partition of a child that is told to end stands still for a while.
   */
  public void stallToldChildren(long untilMs, Chance stalls) {
    childrenStallUntilMs = untilMs;
    childStalls = stalls;
  }

  private void stall(Effect effect) {
    long left = childrenStallUntilMs - schedule.nowMs();
    if (effect instanceof Effect.EndChild end && left > 0 && childStalls.percent(70)) {
      holdPartition(
          Broker.partitionOf(end.childId()), Math.min(left, childStalls.between(500, 20_000)));
    }
  }

  private boolean isHeld(int partition) {
    return schedule.nowMs() < partitionsHeldUntilMs[partition];
  }

  /** The first timer row of a partition that moves; null when there is none. */
  private Stores.@Nullable Timer firstTimer() {
    for (Stores.Timer timer : stores.timers()) {
      if (!isHeld(Broker.partitionOf(timer.loopId()))) {
        return timer;
      }
    }
    return null;
  }

  /** Gives the machine a timer that is not due, or that has fired already, or never was armed. */
  public void fireStray(Stores.Timer timer) {
    strayTimers.add(timer);
    wake();
  }

  /** Kills it; what it did since its last commit never happened. It is back after a while. */
  public void crash(long downMs) {
    abort();
    strayTimers.clear();
    downUntilMs = schedule.nowMs() + downMs;
    schedule.after(downMs, this::wake);
  }

  /** Kills it right after its next commit, before it learns that the commit succeeded. */
  public void crashAfterCommit(long downMs) {
    if (transaction != 0) {
      commit();
    }
    crash(downMs);
  }

  List<String> bugs() {
    return bugs;
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
    if (schedule.nowMs() < downUntilMs || transaction != 0) {
      return;
    }
    transaction = broker.begin();
    int done = 0;
    int most = 1 + chance.below(MOST_INPUTS_PER_TURN);
    while (done < most && takeTimer()) {
      done++;
    }
    while (done < most && takeRecord()) {
      done++;
    }
    if (done == 0) {
      broker.end(transaction, true);
      transaction = 0;
      wakeForTimer();
      return;
    }
    long own = transaction;
    schedule.after(chance.below(40), () -> endTurn(own));
  }

  private void endTurn(long own) {
    if (transaction == own) {
      commit();
      wake();
    }
  }

  private void commit() {
    broker.end(transaction, true);
    transaction = 0;
    committed = stores.copy();
    inputs.commit();
  }

  private void abort() {
    if (transaction != 0) {
      broker.end(transaction, false);
      transaction = 0;
    }
    stores = committed.copy();
    inputs.rewind();
  }

  private boolean takeTimer() {
    Stores.Timer stray = strayTimers.poll();
    if (stray != null) {
      stores.removeTimer(stray);
      timer(stray);
      return true;
    }
    Stores.Timer first = firstTimer();
    if (first == null || first.dueAt().isAfter(clock()) || schedule.nowMs() < timersHeldUntilMs) {
      return false;
    }
    stores.removeTimer(first);
    timer(first);
    return true;
  }

  private void timer(Stores.Timer timer) {
    decide(
        timer.loopId(),
        new LoopEvent.TimerFired(clock(), timer.dueAt()),
        new Decision.Cause.OfTimer(timer.dueAt()));
  }

  private boolean takeRecord() {
    TopicRecord record = inputs.take(chance, partition -> !isHeld(partition));
    if (record == null) {
      return false;
    }
    if (record.message() instanceof Message.Input(String loopId, LoopEvent event)
        && loopId.equals(record.key())) {
      decide(loopId, Changed.with(event, "at", clock()), new Decision.Cause.OfRecord(record.at()));
    } else {
      broker.append(Outputs.letter(record.at(), INPUT_UNREADABLE), transaction);
    }
    return true;
  }

  private void decide(String loopId, LoopEvent event, Decision.Cause cause) {
    LoopState before = stores.state(loopId);
    try {
      Transition decided = machine.step(before, event);
      List<Outgoing> outputs = Outputs.of(loopId, before, event, cause, decided);
      decided.effects().forEach(effect -> stores.apply(loopId, effect));
      stores.put(loopId, decided.next());
      outputs.forEach(output -> broker.append(output, transaction));
      decided.effects().forEach(this::stall);
    } catch (RuntimeException bug) {
      bugs.add("%s in %s: %s".formatted(event, before, bug));
      if (cause instanceof Decision.Cause.OfRecord(Coordinates coordinates)) {
        broker.append(Outputs.letter(coordinates, BUG), transaction);
      }
    }
  }

  /** One wake-up at the first row's time; an earlier one that is scheduled does no harm. */
  private void wakeForTimer() {
    Stores.@Nullable Timer first = firstTimer();
    if (first == null) {
      return;
    }
    long dueMs =
        Math.max(
            first.dueAt().toEpochMilli() - Schedule.START.toEpochMilli() - clockAheadMs,
            timersHeldUntilMs);
    if (dueMs < wakeAtMs || wakeAtMs <= schedule.nowMs()) {
      wakeAtMs = dueMs;
      schedule.after(dueMs - schedule.nowMs(), this::wake);
    }
  }
}
