package io.loopline.codec;

import io.loopline.core.CanonicalBytes;
import io.loopline.core.Controls;
import io.loopline.core.Effect;
import io.loopline.core.LoopState;
import io.loopline.core.Transition;
import io.loopline.event.DecisionRef;
import io.loopline.event.EffectRef;
import io.loopline.event.PermitRequestKind;
import io.loopline.event.Producer;
import io.loopline.topic.LoopTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A decision as events: its requests and its result, and last the transition that audits them. */
public final class DecisionEncoder {
  private final Producer producer;

  /**
   * @param producer who makes the events
   */
  public DecisionEncoder(Producer producer) {
    this.producer = producer;
  }

  /** The events, in the order in which they are sent. Pure. */
  public List<Outgoing<?>> encode(Decision decision, LoopData data) {
    List<Effect> effects = decision.transition().effects();
    int count = 1 + (int) effects.stream().filter(DecisionEncoder::isEvent).count();
    List<Outgoing<?>> events = new ArrayList<>(count);
    List<EffectRef> references = new ArrayList<>(effects.size());
    for (Effect effect : effects) {
      Envelope envelope = envelope(decision, events.size(), count);
      Optional<Outgoing<?>> event = event(effect, envelope, data, controls(decision.before()));
      event.ifPresent(events::add);
      references.add(reference(effect, event.isPresent() ? envelope.eventId() : ""));
    }
    Envelope last = envelope(decision, events.size(), count);
    events.add(
        new Outgoing<>(LoopTopics.TRANSITIONS, TransitionEvent.encode(decision, references, last)));
    return events;
  }

  private Envelope envelope(Decision decision, int index, int count) {
    return new Envelope(
        decision.loopId(), decision.at(), producer, new DecisionRef(decision.id(), index, count));
  }

  /** How the loop that decides is ruled; one that is only beginning has nothing to tell of it. */
  private static Controls controls(LoopState state) {
    return state instanceof LoopState.Live live ? live.terms().controls() : Controls.NONE;
  }

  private static Optional<Outgoing<?>> event(
      Effect effect, Envelope envelope, LoopData data, Controls controls) {
    return switch (effect) {
      case Effect.RequestPlan plan ->
          Optional.of(
              new Outgoing<>(LoopTopics.PLAN_REQUESTS, RequestEvents.plan(plan, envelope, data)));
      case Effect.RequestAction action ->
          Optional.of(
              new Outgoing<>(
                  LoopTopics.ACTION_REQUESTS, RequestEvents.action(action, envelope, data)));
      case Effect.RequestMerge merge ->
          Optional.of(
              new Outgoing<>(
                  LoopTopics.ACTION_REQUESTS, RequestEvents.merge(merge, envelope, data)));
      case Effect.RequestVerify verify ->
          Optional.of(
              new Outgoing<>(
                  LoopTopics.VERIFY_REQUESTS, RequestEvents.verify(verify, envelope, data)));
      case Effect.SignalWorkers signal ->
          Optional.of(
              new Outgoing<>(LoopTopics.WORKER_SIGNALS, SignalEvent.encode(signal, envelope)));
      case Effect.SpawnChild spawn ->
          Optional.of(
              new Outgoing<>(
                  LoopTopics.INBOX, ChildEvents.spawn(spawn, envelope, data, controls.model())));
      case Effect.AcquirePermit(String label) ->
          Optional.of(
              new Outgoing<>(
                  LoopTopics.PERMITS,
                  PermitEvent.encode(PermitRequestKind.ACQUIRE, label, envelope)));
      case Effect.ReleasePermit(String label) ->
          Optional.of(
              new Outgoing<>(
                  LoopTopics.PERMITS,
                  PermitEvent.encode(PermitRequestKind.RELEASE, label, envelope)));
      case Effect.EndChild end ->
          Optional.of(new Outgoing<>(LoopTopics.INBOX, ChildEvents.end(end, envelope)));
      case Effect.ReportToParent report ->
          Optional.of(
              new Outgoing<>(
                  LoopTopics.INBOX, ChildEvents.report(report, envelope, data, controls)));
      case Effect.EmitResult result ->
          Optional.of(
              new Outgoing<>(
                  LoopTopics.RESULTS, ResultEvent.encode(result, envelope, data, controls)));
      case Effect.AppendContext _,
          Effect.AppendObservation _,
          Effect.AppendNote _,
          Effect.Compact _,
          Effect.EvictContext _,
          Effect.KeepGoal _,
          Effect.DropLoopData _,
          Effect.ArmTimer _,
          Effect.CancelTimer _,
          Effect.SetAside _ ->
          Optional.empty();
    };
  }

  private static boolean isEvent(Effect effect) {
    return switch (effect) {
      case Effect.RequestPlan _,
          Effect.RequestAction _,
          Effect.RequestMerge _,
          Effect.RequestVerify _,
          Effect.SignalWorkers _,
          Effect.SpawnChild _,
          Effect.EndChild _,
          Effect.ReportToParent _,
          Effect.AcquirePermit _,
          Effect.ReleasePermit _,
          Effect.EmitResult _ ->
          true;
      case Effect.AppendContext _,
          Effect.AppendObservation _,
          Effect.AppendNote _,
          Effect.Compact _,
          Effect.EvictContext _,
          Effect.KeepGoal _,
          Effect.DropLoopData _,
          Effect.ArmTimer _,
          Effect.CancelTimer _,
          Effect.SetAside _ ->
          false;
    };
  }

  /** The note of a decision as the audit has it. */
  public static String note(Transition decided) {
    return TransitionEvent.clip(decided.note());
  }

  /** What an audit compares of an effect; replay makes the same reference. */
  public static EffectRef reference(Effect effect, String eventId) {
    return new EffectRef(
        eventId, effect.getClass().getSimpleName(), CanonicalBytes.sha256((Record) effect));
  }
}
