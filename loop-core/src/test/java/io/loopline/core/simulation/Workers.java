package io.loopline.core.simulation;

import io.loopline.core.ActionTerms;
import io.loopline.core.Effect;
import io.loopline.core.EffectClass;
import io.loopline.core.Failure;
import io.loopline.core.FailureKind;
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
  private final OnceTools onceTools;
  private final Provider provider;
  private final Map<Step, Long> outagesUntilMs = new EnumMap<>(Step.class);
  private boolean turnScheduled;
  private long deadUntilMs;

  Workers(Schedule schedule, Broker broker, Weather weather, Chance chance) {
    this.schedule = schedule;
    this.broker = broker;
    this.chance = chance;
    this.weather = weather;
    this.requests = new Cursor(broker, Topic.REQUESTS);
    this.provider = new Provider(broker);
    this.onceTools = new OnceTools(schedule, broker, chance.fork("once"), this::deliver);
    Topic.REQUESTS.forEach(topic -> broker.listen(topic, this::wake));
  }

  /** Nobody takes requests for so long. */
  public void die(long milliseconds) {
    deadUntilMs = schedule.nowMs() + milliseconds;
    onceTools.die();
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
      if (taken.message() instanceof Message.Request request) {
        receive(taken, request);
      }
    }
    requests.commit();
  }

  /** When the controller gives a request up. */
  static Instant expiresAt(Effect request) {
    return switch (request) {
      case Effect.RequestPlan plan -> plan.expiresAt();
      case Effect.RequestAction action -> action.expiresAt();
      case Effect.RequestMerge merge -> merge.expiresAt();
      case Effect.RequestVerify verify -> verify.expiresAt();
      default -> throw new IllegalStateException("not a request: " + request);
    };
  }

  private void receive(TopicRecord record, Message.Request asked) {
    RequestId request = asked.request();
    long left = Duration.between(schedule.now(), expiresAt(asked.effect())).toMillis();
    Chance own = chance.fork(request.toString());
    if (left <= 0 && own.percent(90)) {
      return; // expired: not started
    }
    Temper temper = Temper.of(request.loopId(), chance.fork(request.loopId()));
    ActionTerms planned = asked.action();
    boolean question = asked.effect() instanceof Effect.RequestAction action && action.reconcile();
    Job job =
        new Job(
            record.at(),
            request,
            asked.effect(),
            left,
            temper,
            planned != null && planned.effect() == EffectClass.ONCE,
            question ? Boolean.valueOf(onceTools.tookEffect(request)) : null);
    Behaviour behaviour =
        schedule.nowMs() < outagesUntilMs.getOrDefault(request.step(), 0L)
            ? Behaviours.OUTAGE
            : weather.behaviour(own, schedule.nowMs());
    List<Delivery> deliveries =
        provider.used(
            record,
            job,
            behaviour.react(job, own.fork("answer")).stream()
                .map(each -> honest(job, each))
                .toList(),
            own.fork("model"));
    if (OnceTools.isFor(job)) {
      onceTools.begin(
          record, job, deliveries.stream().filter(Delivery::claimed).toList(), own.fork("claim"));
    }
    deliveries.stream()
        .filter(each -> !OnceTools.isFor(job) || !each.claimed())
        .forEach(each -> schedule.after(each.afterMs(), () -> deliver(record, each)));
  }

  /** A tool that ran does not say that it did not; it may not know. */
  private static Delivery honest(Job job, Delivery delivery) {
    Failure failure = FakeWorkers.failureOf(delivery.answer());
    return Boolean.TRUE.equals(job.tookEffect())
            && failure != null
            && failure.kind() == FailureKind.TOOL_FAILED
        ? Changed.with(
            delivery,
            "answer",
            Changed.with(
                delivery.answer(),
                "failure",
                Changed.with(failure, "kind", FailureKind.UNKNOWN_EFFECT)))
        : delivery;
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
