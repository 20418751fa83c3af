package io.loopline.core.simulation;

import io.loopline.core.Effect;
import io.loopline.core.LoopEvent;
import io.loopline.core.RequestId;
import io.loopline.core.Step;
import io.loopline.core.simulation.fault.Behaviours;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All planning, execution and verification workers: they take requests, at least once, and answer
 * on the partition of the request. Which behaviour a request meets is drawn from its id alone.
 */
public final class Workers {
  private final Schedule schedule;
  private final Broker broker;
  private final Chance chance;
  private final Weather weather;
  private final Cursor requests;
  private final Map<Step, Long> outagesUntilMs = new EnumMap<>(Step.class);
  private boolean turnScheduled;
  private long deadUntilMs;

  Workers(Schedule schedule, Broker broker, Weather weather, Chance chance) {
    this.schedule = schedule;
    this.broker = broker;
    this.chance = chance;
    this.weather = weather;
    this.requests = new Cursor(broker, Topic.REQUESTS);
    Topic.REQUESTS.forEach(topic -> broker.listen(topic, this::wake));
  }

  /** Nobody takes requests for so long. */
  public void die(long milliseconds) {
    deadUntilMs = schedule.nowMs() + milliseconds;
    schedule.after(milliseconds, this::wake);
  }

  /** What this step depends on is down for so long: the workers say so. */
  public void outage(Step step, long milliseconds) {
    outagesUntilMs.put(step, schedule.nowMs() + milliseconds);
  }

  boolean isUpToDate() {
    return !requests.hasMore();
  }

  private void wake() {
    if (!turnScheduled) {
      turnScheduled = true;
      schedule.after(chance.below(10), this::turn);
    }
  }

  private void turn() {
    turnScheduled = false;
    if (schedule.nowMs() < deadUntilMs) {
      return;
    }
    for (TopicRecord taken = requests.take(chance); taken != null; taken = requests.take(chance)) {
      if (taken.message() instanceof Message.Request(RequestId request, Effect effect)) {
        receive(taken, request, effect);
      }
    }
    requests.commit();
  }

  private void receive(TopicRecord record, RequestId request, Effect effect) {
    Instant expiresAt =
        switch (effect) {
          case Effect.RequestPlan plan -> plan.expiresAt();
          case Effect.RequestAction action -> action.expiresAt();
          case Effect.RequestMerge merge -> merge.expiresAt();
          case Effect.RequestVerify verify -> verify.expiresAt();
          default -> throw new IllegalStateException("not a request: " + effect);
        };
    long left = Duration.between(schedule.now(), expiresAt).toMillis();
    Chance own = chance.fork(request.toString());
    if (left <= 0 && own.percent(90)) {
      return; // expired: not started
    }
    Temper temper = Temper.of(chance.fork(request.loopId()));
    Job job = new Job(record.at(), request, effect, left, temper);
    Behaviour behaviour =
        schedule.nowMs() < outagesUntilMs.getOrDefault(request.step(), 0L)
            ? Behaviours.OUTAGE
            : weather.behaviour(own, schedule.nowMs());
    List<Delivery> deliveries = behaviour.react(job, own.fork("answer"));
    deliveries.forEach(each -> schedule.after(each.afterMs(), () -> deliver(record, each)));
  }

  private void deliver(TopicRecord request, Delivery delivery) {
    LoopEvent answer = delivery.answer();
    RequestId answered = FakeWorkers.requestOf(answer);
    if (answered == null) {
      throw new IllegalStateException("not an answer: " + answer);
    }
    broker.append(
        new Outgoing(
            FakeWorkers.topic(answered),
            request.at().partition(),
            delivery.loopId(),
            new Message.Input(delivery.loopId(), answer),
            request.at(),
            null));
  }
}
