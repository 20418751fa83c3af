package io.loopline.core;

import static io.loopline.core.Fixture.LOOP;
import static io.loopline.core.Fixture.at;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Goals that plan with a model, and answers that used it. */
final class Models {
  /** One micro-USD an input token, four an output token; 40 tokens beside the window of 100. */
  static final ModelTerms MODEL =
      new ModelTerms("m", 1_000_000, 100_000, 4_000_000, 10_000, 1_000, 40);

  private Models() {}

  static LoopEvent goal(long tokens, long cost) {
    return goal(MODEL, tokens, cost);
  }

  static LoopEvent goal(ModelTerms model, long tokens, long cost) {
    Map<Dimension, Long> limits = new EnumMap<>(Fixture.LIMITS);
    limits.put(Dimension.TOKENS, tokens);
    limits.put(Dimension.COST, cost);
    return new LoopEvent.GoalReceived(
        Fixture.START,
        LOOP,
        "hash-1",
        People.terms(new Controls(List.of(), null, model)),
        limits,
        List.of());
  }

  static Usage used(long input, long output) {
    return new Usage(input, output, 0, 0, true);
  }

  static LoopEvent planned(double at, RequestId request, Usage usage, String... tools) {
    return new LoopEvent.PlanAnswered(
        at(at),
        request,
        List.of(tools).stream().map(tool -> Fixture.action(tool)).toList(),
        People.signatures(List.of(tools)),
        10,
        null,
        usage,
        0);
  }

  static LoopEvent failed(double at, RequestId request, FailureKind kind, Usage usage) {
    return new LoopEvent.PlanAnswered(
        at(at), request, List.of(), List.of(), 10, new Failure(kind, "broken", null), usage, 0);
  }
}
