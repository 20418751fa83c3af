package io.loopline.core.simulation;

import io.loopline.core.Effect;
import io.loopline.core.LoopEvent;
import io.loopline.core.RequestId;
import io.loopline.core.Step;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Executors of tools that must not run twice: each start is claimed and waits for the word; a
 * worker may die between the word and the tool, and after the tool. They know which calls took
 * effect, as such a tool does when it is asked.
 */
final class OnceTools {
  /** A start that waits for the word. */
  private record Claim(TopicRecord request, Job job, List<Delivery> answers, Chance chance) {}

  /** An action of a plan, whichever attempt at it. */
  private record Action(String loopId, int iteration, int index) {
    static Action of(RequestId request) {
      return new Action(request.loopId(), request.iteration(), request.index());
    }
  }

  private final Schedule schedule;
  private final Broker broker;
  private final Cursor signals;
  private final Chance chance;
  private final BiConsumer<TopicRecord, Delivery> answering;
  private final Map<String, Claim> open = new LinkedHashMap<>();
  private final Set<Action> effects = new HashSet<>();
  private long claims;

  /**
   * @param answering writes an answer to a request
   */
  OnceTools(
      Schedule schedule,
      Broker broker,
      Chance chance,
      BiConsumer<TopicRecord, Delivery> answering) {
    this.schedule = schedule;
    this.broker = broker;
    this.chance = chance;
    this.answering = answering;
    this.signals = new Cursor(broker, List.of(Topic.WORKER_SIGNALS));
    broker.listen(Topic.WORKER_SIGNALS, this::read);
  }

  /** All starts that wait are lost. */
  void die() {
    open.clear();
  }

  /** Whether some attempt of the action ran; none that waits will start any more. */
  boolean tookEffect(RequestId question) {
    Action action = Action.of(question);
    open.values().removeIf(claim -> Action.of(claim.job().request()).equals(action));
    return effects.contains(action);
  }

  /** Claims a start for each answer that would be given: that many workers have the request. */
  void begin(TopicRecord request, Job job, List<Delivery> answers, Chance own) {
    if (answers.isEmpty()) {
      claim(new Claim(request, job, List.of(), own));
    }
    for (Delivery answer : answers) {
      if (isHopeless(answer, job) && own.percent(50)) {
        deliver(request, answer); // it failed before it could start
      } else {
        claim(new Claim(request, job, List.of(answer), own));
      }
    }
  }

  private static boolean isHopeless(Delivery answer, Job job) {
    return FakeWorkers.failureOf(answer.answer()) != null
        || !job.request().equals(FakeWorkers.requestOf(answer.answer()));
  }

  private void claim(Claim claim) {
    String claimant = "worker " + ++claims;
    open.put(claimant, claim);
    schedule.after(claim.chance().between(0, 400), () -> send(claimant));
  }

  /** Sends it, and again as long as there is no word. */
  private void send(String claimant) {
    Claim claim = open.get(claimant);
    if (claim == null) {
      return;
    }
    if (isExpired(claim)) {
      open.remove(claimant);
      return;
    }
    RequestId request = claim.job().request();
    broker.append(
        new Outgoing(
            Topic.CLAIMS,
            claim.request().at().partition(),
            request.loopId(),
            new Message.Input(
                request.loopId(), new LoopEvent.ActionClaimed(Instant.EPOCH, request, claimant)),
            claim.request().at(),
            null));
    schedule.after(claim.chance().between(300, 4_000), () -> send(claimant));
  }

  private void read() {
    for (TopicRecord next = signals.take(chance); next != null; next = signals.take(chance)) {
      if (next.message() instanceof Message.Signal signal) {
        heard(signal.signal());
      }
    }
  }

  private void heard(Effect.SignalWorkers signal) {
    switch (signal.kind()) {
      case GRANT -> granted(String.valueOf(signal.claimant()));
      case REFUSE -> open.remove(String.valueOf(signal.claimant()));
      case CANCEL ->
          open.values().removeIf(claim -> claim.job().request().equals(signal.request()));
    }
  }

  private void granted(String claimant) {
    Claim claim = open.remove(claimant);
    if (claim == null || isExpired(claim) || claim.chance().percent(7)) {
      return;
    }
    RequestId request = claim.job().request();
    effects.add(Action.of(request));
    broker.append(
        new Outgoing(
            Topic.TOOL_RUNS,
            claim.request().at().partition(),
            request.loopId(),
            new Message.Ran(request, claimant),
            claim.request().at(),
            null));
    if (!claim.chance().percent(10)) {
      claim.answers().forEach(answer -> deliver(claim.request(), answer));
    }
  }

  private boolean isExpired(Claim claim) {
    return !schedule.now().isBefore(Workers.expiresAt(claim.job().effect()));
  }

  private void deliver(TopicRecord request, Delivery answer) {
    schedule.after(answer.afterMs(), () -> answering.accept(request, answer));
  }

  /** Whether a request is for such a tool to run. */
  static boolean isFor(Job job) {
    return job.request().step() == Step.ACT && job.runsOnce() && job.tookEffect() == null;
  }
}
