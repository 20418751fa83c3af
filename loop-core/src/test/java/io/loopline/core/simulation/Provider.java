package io.loopline.core.simulation;

import io.loopline.core.Caps;
import io.loopline.core.Effect;
import io.loopline.core.Failure;
import io.loopline.core.FailureKind;
import io.loopline.core.LoopEvent;
import io.loopline.core.RequestId;
import io.loopline.core.Usage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The provider of models, which writes a bill for each call, and workers that say what they used:
 * exactly, in part, or not at all. A request without caps asks no model.
 */
final class Provider {
  private final Broker broker;

  Provider(Broker broker) {
    this.broker = broker;
  }

  /** The answers with what their calls used; the same answer twice comes of one call. */
  List<Delivery> used(TopicRecord request, Job job, List<Delivery> answers, Chance chance) {
    Caps caps = caps(job.effect());
    if (caps.equals(Caps.NONE)) {
      return answers;
    }
    if (answers.isEmpty() && chance.percent(50)) {
      bill(request, job.request(), call(caps, chance));
    }
    Map<LoopEvent, LoopEvent> known = new HashMap<>();
    List<Delivery> used = new ArrayList<>();
    for (Delivery answer : answers) {
      used.add(
          Changed.with(
              answer,
              "answer",
              known.computeIfAbsent(
                  answer.answer(),
                  event -> summarized(job, used(request, job, event, caps, chance), chance))));
    }
    return used;
  }

  /** With a summary of what was ordered: a good one, one that is too long, or none. */
  private static LoopEvent summarized(Job job, LoopEvent answer, Chance chance) {
    if (!(answer instanceof LoopEvent.PlanAnswered plan)
        || !(job.effect() instanceof Effect.RequestPlan request)) {
      return answer;
    }
    Chance own = chance.fork("summary");
    Effect.SummaryOrder order = request.summary();
    if (order == null) {
      return own.percent(3) ? Changed.with(plan, "summaryTokens", 1 + own.below(20)) : plan;
    }
    int drawn = own.below(100);
    int most = order.tokens();
    return drawn < 25
        ? plan
        : Changed.with(
            plan, "summaryTokens", drawn < 40 ? most + 1 + own.below(50) : 1 + own.below(most));
  }

  private LoopEvent used(TopicRecord request, Job job, LoopEvent answer, Caps caps, Chance chance) {
    if (!job.request().equals(FakeWorkers.requestOf(answer))
        || (FakeWorkers.failureOf(answer) != null && chance.percent(60))) {
      return answer;
    }
    Failure failure = FakeWorkers.failureOf(answer);
    if (failure != null && failure.kind() == FailureKind.BUDGET_TOO_SMALL) {
      return answer; // counted before the model was asked
    }
    Usage billed = call(caps, chance);
    bill(request, job.request(), billed);
    return Changed.with(answer, "usage", reported(billed, chance));
  }

  private static Usage call(Caps caps, Chance chance) {
    long input = chance.between(caps.inputTokens() / 2, caps.inputTokens());
    long output =
        chance.percent(4)
            ? caps.outputTokens() + chance.below(400)
            : chance.between(0, caps.outputTokens());
    long cached = chance.percent(30) ? chance.between(0, input) : 0;
    long cost = chance.percent(60) ? 0 : chance.between(0, caps.cost());
    return new Usage(input, output, cached, cost, true);
  }

  private static Usage reported(Usage billed, Chance chance) {
    int drawn = chance.below(100);
    if (drawn < 85) {
      return billed;
    }
    return drawn < 93
        ? new Usage(billed.inputTokens(), 0, billed.cachedTokens(), 0, false)
        : Usage.UNKNOWN;
  }

  private void bill(TopicRecord record, RequestId request, Usage usage) {
    broker.append(
        new Outgoing(
            Topic.BILLS,
            record.at().partition(),
            request.loopId(),
            new Message.Bill(request, usage),
            record.at(),
            null));
  }

  private static Caps caps(Effect request) {
    return switch (request) {
      case Effect.RequestPlan plan -> plan.allCaps();
      case Effect.RequestVerify verify -> verify.caps();
      default -> Caps.NONE;
    };
  }
}
