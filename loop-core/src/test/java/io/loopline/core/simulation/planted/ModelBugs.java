package io.loopline.core.simulation.planted;

import io.loopline.core.Caps;
import io.loopline.core.Effect;
import io.loopline.core.LoopEvent;
import io.loopline.core.Usage;
import io.loopline.core.simulation.Changed;
import io.loopline.core.simulation.FakeWorkers;
import io.loopline.core.simulation.Machine;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Wrong decisions about tokens and money. */
final class ModelBugs {
  private ModelBugs() {}

  static Stream<Plant> all() {
    return Stream.of(
        plant(
            "what a failed call used is not counted",
            "S09TokensAndMoneyHold",
            Bent.input(event ->
                FakeWorkers.failureOf(event) != null && event instanceof LoopEvent.PlanAnswered
                    ? Changed.with(event, "usage", Usage.NONE)
                    : event)),
        plant(
            "silence counts as nothing used",
            "S11BilledTokensAreCounted",
            Bent.input(event ->
                switch (event) {
                  case LoopEvent.PlanAnswered plan ->
                      Changed.with(plan, "usage", said(plan.usage()));
                  case LoopEvent.VerdictGiven verdict ->
                      Changed.with(verdict, "usage", said(verdict.usage()));
                  default -> event;
                })),
        plant(
            "a judge may use more than is held for it",
            "S09TokensAndMoneyHold",
            Bent.effects(each ->
                each instanceof Effect.RequestVerify verify && !verify.caps().equals(Caps.NONE)
                    ? List.of(Changed.with(verify, "caps", larger(verify.caps())))
                    : List.of(each))),
        plant(
            "nothing is held for a summary",
            "S09TokensAndMoneyHold",
            Bent.effects(each ->
                each instanceof Effect.RequestPlan plan && plan.summary() != null
                    ? List.of(
                        Changed.with(
                            plan,
                            "summary",
                            Changed.with(plan.summary(), "caps", larger(plan.summary().caps()))))
                    : List.of(each))),
        plant(
            "a summary that is too long is taken",
            "X11SummariesAreOrdered",
            Bent.input(event ->
                event instanceof LoopEvent.PlanAnswered plan && plan.summaryTokens() > 26
                    ? Changed.with(plan, "summaryTokens", 5)
                    : event)),
        plant(
            "a summary of a failed answer is lost",
            "X11SummariesAreOrdered",
            Bent.input(event ->
                event instanceof LoopEvent.PlanAnswered plan && plan.failure() != null
                    ? Changed.with(plan, "summaryTokens", 0)
                    : event)),
        plant(
            "a summary is ordered of what is not shown",
            "X11SummariesAreOrdered",
            Bent.effects(each ->
                each instanceof Effect.RequestPlan plan && plan.summary() != null
                    ? List.of(
                        Changed.with(
                            plan, "context", plan.context().subList(0, plan.context().size() / 2)))
                    : List.of(each))),
        plant(
            "the price of a plan is that of its tokens",
            "S09TokensAndMoneyHold",
            Bent.input(event ->
                event instanceof LoopEvent.PlanAnswered plan && plan.usage().cost() > 0
                    ? Changed.with(plan, "usage", Changed.with(plan.usage(), "cost", 0L))
                    : event)));
  }

  private static Usage said(Usage usage) {
    return Changed.with(usage, "complete", true);
  }

  private static Caps larger(Caps caps) {
    return Changed.with(caps, "outputTokens", caps.outputTokens() + 100);
  }

  private static Plant plant(String name, String caughtBy, Function<Machine, Machine> bug) {
    return new Plant.InMachine(name, caughtBy, bug);
  }
}
