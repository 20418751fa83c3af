package io.loopline.core.simulation.invariant;

import io.loopline.core.Caps;
import io.loopline.core.Controls;
import io.loopline.core.Effect;
import io.loopline.core.LoopEvent;
import io.loopline.core.ModelTerms;
import io.loopline.core.RequestId;
import io.loopline.core.Step;
import io.loopline.core.Usage;
import io.loopline.core.simulation.Decision;
import io.loopline.core.simulation.Dump;
import io.loopline.core.simulation.Message;
import io.loopline.core.simulation.TopicRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one loop reserved for models, and what its answers say that they used. */
final class SpendingBook {
  private static final long PRICED_TOKENS = 1_000_000L;

  /**
   * A request, with or without caps.
   *
   * @param sequence the decision that asked
   */
  record Asked(RequestId request, Caps caps, long sequence) {}

  /**
   * An answer that was taken in.
   *
   * @param sequence the decision that did
   */
  record Answered(Usage usage, long sequence) {}

  /** Tokens and micro-USD. */
  record Amount(long tokens, long cost) {
    static final Amount NONE = new Amount(0, 0);

    Amount plus(Amount other) {
      return new Amount(tokens + other.tokens, cost + other.cost);
    }
  }

  private final List<Asked> asked = new ArrayList<>();
  private final Map<RequestId, Answered> answered = new HashMap<>();
  private final Controls controls;

  SpendingBook(Dump dump, List<Decision> decisions, Controls controls) {
    this.controls = controls;
    for (TopicRecord record : dump.requests(decisions.getFirst().loopId())) {
      if (record.output() != null
          && record.message() instanceof Message.Request(RequestId request, Effect effect, _)) {
        Caps caps = caps(effect);
        if (caps != null) {
          asked.add(new Asked(request, caps, record.output().sequence()));
        }
      }
    }
    for (Decision decision : decisions) {
      LoopEvent event = decision.isApplied() ? dump.event(decision) : null;
      if (event instanceof LoopEvent.PlanAnswered plan) {
        answered.putIfAbsent(plan.request(), new Answered(plan.usage(), decision.sequence()));
      } else if (event instanceof LoopEvent.VerdictGiven verdict) {
        answered.putIfAbsent(verdict.request(), new Answered(verdict.usage(), decision.sequence()));
      }
    }
  }

  private static @Nullable Caps caps(Effect effect) {
    return switch (effect) {
      case Effect.RequestPlan plan -> plan.allCaps();
      case Effect.RequestVerify verify -> verify.caps();
      default -> null;
    };
  }

  List<Asked> asked() {
    return asked;
  }

  /** The answer to a request that was taken in up to a decision; null when there is none. */
  @Nullable Answered answer(Asked request, long sequence) {
    Answered answer = answered.get(request.request());
    return answer == null || answer.sequence() > sequence ? null : answer;
  }

  /** What all requests up to a decision have used, or still hold. */
  Amount taken(long sequence) {
    Amount taken = Amount.NONE;
    for (Asked request : asked) {
      if (request.sequence() <= sequence) {
        Answered answer = answer(request, sequence);
        taken = taken.plus(answer == null ? held(request.caps()) : counted(request, answer));
      }
    }
    return taken;
  }

  static Amount held(Caps caps) {
    return new Amount(caps.inputTokens() + caps.outputTokens(), caps.cost());
  }

  /** What is not said counts as all that was held. */
  Amount counted(Asked request, Answered answer) {
    Amount used = used(request.request(), answer.usage());
    Amount held = held(request.caps());
    return answer.usage().complete()
        ? used
        : new Amount(Math.max(used.tokens(), held.tokens()), Math.max(used.cost(), held.cost()));
  }

  /** What a call came to, in the provider's words or by the prices of its model. */
  Amount used(RequestId request, Usage usage) {
    long tokens = usage.inputTokens() + usage.outputTokens();
    ModelTerms judge = request.step() == Step.VERIFY ? controls.judge() : null;
    ModelTerms model = judge == null ? controls.model() : judge;
    if (model == null || usage.cost() > 0) {
      return new Amount(tokens, usage.cost());
    }
    long cached = Math.min(usage.cachedTokens(), usage.inputTokens());
    long price =
        (usage.inputTokens() - cached) * model.inputPrice()
            + cached * model.cachedPrice()
            + usage.outputTokens() * model.outputPrice();
    return new Amount(tokens, (price + PRICED_TOKENS - 1) / PRICED_TOKENS);
  }
}
