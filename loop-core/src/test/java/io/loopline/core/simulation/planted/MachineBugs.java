package io.loopline.core.simulation.planted;

import io.loopline.core.BudgetLine;
import io.loopline.core.CommandKind;
import io.loopline.core.Controls;
import io.loopline.core.Dimension;
import io.loopline.core.Disposition;
import io.loopline.core.Effect;
import io.loopline.core.Failure;
import io.loopline.core.LoopEvent;
import io.loopline.core.LoopState;
import io.loopline.core.Phase;
import io.loopline.core.RequestId;
import io.loopline.core.Transition;
import io.loopline.core.VerdictDecision;
import io.loopline.core.simulation.Changed;
import io.loopline.core.simulation.FakeWorkers;
import io.loopline.core.simulation.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Wrong decisions. */
final class MachineBugs {
  private MachineBugs() {}

  static Stream<Plant> all() {
    return Stream.of(ends(), requests(), budgets(), answers(), rows()).flatMap(Function.identity());
  }

  private static Stream<Plant> ends() {
    return Stream.of(
        plant("a result is lost", "S02OneResultPerLoop", Bent.without(Effect.EmitResult.class)),
        plant(
            "a result comes twice",
            "S02OneResultPerLoop",
            Bent.effects(
                each -> each instanceof Effect.EmitResult ? List.of(each, each) : List.of(each))),
        plant(
            "an ended loop is forgotten at once",
            "S01GoalAcceptedOnce",
            Bent.decision((_, _, right) ->
                right.next() instanceof LoopState.Terminated
                    ? Changed.with(right, "next", new LoopState.Absent())
                    : right)),
        plant(
            "a conflicting goal is swallowed",
            "S01GoalAcceptedOnce",
            withoutSetAside(Effect.SetAsideReason.CONFLICTING_DUPLICATE)),
        plant(
            "an answer to nobody is swallowed",
            "S17EveryInputIsAccountedFor",
            withoutSetAside(Effect.SetAsideReason.UNKNOWN_LOOP)),
        plant("an ended loop asks a worker", "S03NothingAfterTheEnd", asksAfterTheEnd()),
        plant("a request goes out with a cancel", "S12NoRequestAfterCancel", asksWithCancel()),
        plant(
            "an ended loop is never forgotten",
            "L02EverythingComesToRest",
            Bent.decision((before, event, right) ->
                before instanceof LoopState.Terminated ended
                        && event instanceof LoopEvent.TimerFired(_, Instant dueAt)
                        && dueAt.equals(ended.forgetAt())
                    ? Bent.and(Changed.with(right, "next", ended), new Effect.ArmTimer(dueAt))
                    : right)));
  }

  private static Stream<Plant> requests() {
    return Stream.of(
        plant(
            "an attempt is skipped",
            "S04NoGapInIterationsAndAttempts",
            request(request -> request.attempt() > 1 ? request.nextAttempt() : request)),
        plant(
            "an iteration is skipped",
            "S04NoGapInIterationsAndAttempts",
            request(request ->
                request.iteration() > 1
                    ? Changed.with(request, "iteration", request.iteration() + 1)
                    : request)),
        plant(
            "an action is skipped",
            "S04NoGapInIterationsAndAttempts",
            request(request ->
                request.index() > 0
                    ? Changed.with(request, "index", request.index() + 1)
                    : request)),
        plant(
            "a timer is not armed",
            "L01EveryLoopEndsInTime",
            Bent.decision((_, _, right) ->
                right.next() instanceof LoopState.Live
                    ? Bent.effects(
                        right,
                        right.effects().stream()
                            .filter(each -> !(each instanceof Effect.ArmTimer))
                            .toList())
                    : right)),
        plant(
            "a request goes to a dependency whose breaker opens",
            "S13BreakersHold",
            remembering((_, _, right, request) ->
                right.changes().stream().anyMatch(each -> each.contains("verifier CLOSED -> OPEN"))
                    ? Bent.and(right, request)
                    : right)),
        plant(
            "a paused loop asks a worker",
            "X03NoRequestWhilePaused",
            remembering((_, _, right, request) ->
                right.next() instanceof LoopState.Live live && live.phase() instanceof Phase.Paused
                    ? Bent.and(right, request)
                    : right)),
        plant(
            "a plan runs without approval",
            "X04NoActionWithoutApproval",
            Bent.input(event ->
                event instanceof LoopEvent.GoalReceived goal
                    ? Changed.with(
                        goal, "terms", Changed.with(goal.terms(), "controls", Controls.NONE))
                    : event)),
        plant("a breaker does not wait", "S13BreakersHold", impatient()),
        plant(
            "a decision has the number of another",
            "S06TransitionsFollowTheAutomaton",
            renumbers()),
        plant(
            "a late answer puts a loop back into an earlier phase",
            "S06TransitionsFollowTheAutomaton",
            MachineBugs::fallsBack));
  }

  private static Stream<Plant> budgets() {
    return Stream.of(
        plant(
            "more is spent than the limit",
            "S09BudgetsHold",
            Bent.live(live -> spent(live, Dimension.TOOL_CALLS, calls(live).limit() + 1))),
        plant(
            "what was spent is forgotten",
            "S09BudgetsHold",
            Bent.live(live -> live.iteration() > 2 ? spent(live, Dimension.ITERATIONS, 0) : live)),
        plant(
            "a tool call is not counted",
            "S09BudgetsHold",
            Bent.live(
                live -> spent(live, Dimension.TOOL_CALLS, Math.max(0, calls(live).spent() - 1)))),
        plant(
            "the result tells of a smaller use",
            "S09BudgetsHold",
            Bent.effects(each ->
                each instanceof Effect.EmitResult result
                    ? List.of(
                        Changed.with(
                            result,
                            "ledger",
                            Bent.line(result.ledger(), Dimension.ITERATIONS, 0, 0)))
                    : List.of(each))));
  }

  private static Stream<Plant> answers() {
    return Stream.of(
        plant(
            "an answer is accepted twice",
            "S07OneAnswerPerRequest",
            Bent.decision((_, event, right) ->
                right.disposition() == Disposition.DUPLICATE && FakeWorkers.requestOf(event) != null
                    ? Changed.with(right, "disposition", Disposition.APPLIED)
                    : right)),
        plant(
            "a verdict on another workspace counts",
            "S14AchievedOnlyOnPassedArtifact",
            machine ->
                (state, event) ->
                    machine.step(
                        state,
                        state instanceof LoopState.Live live
                                && event instanceof LoopEvent.VerdictGiven verdict
                            ? Changed.with(verdict, "workspace", live.workspace())
                            : event)),
        plant(
            "a loop succeeds on a verdict that does not pass",
            "S14AchievedOnlyOnPassedArtifact",
            Bent.input(event ->
                event instanceof LoopEvent.VerdictGiven verdict
                        && verdict.decision() == VerdictDecision.CONTINUE
                    ? Changed.with(verdict, "decision", VerdictDecision.ACHIEVED)
                    : event)),
        plant(
            "a decision depends on more than its state",
            "S18ReplayReproducesHashes",
            MachineBugs::fickle),
        plant(
            "a long wait is too much for the machine",
            "X01NothingThrows",
            Bent.input(event -> {
              Failure failure = FakeWorkers.failureOf(event);
              Duration wait = failure == null ? null : failure.retryAfter();
              if (wait != null && wait.toSeconds() > 60) {
                throw new IllegalStateException("planted");
              }
              return event;
            })));
  }

  private static Stream<Plant> rows() {
    return Stream.of(
        plant(
            "rows are left behind",
            "X02NothingIsLeftBehind",
            Bent.without(Effect.DropLoopData.class)),
        plant(
            "a row is dropped while it is needed",
            "X01NothingThrows",
            Bent.effects(each ->
                each instanceof Effect.RequestAction action
                    ? List.of(new Effect.EvictContext(List.of(action.planSequence())), action)
                    : List.of(each))));
  }

  private static Plant plant(String name, String caughtBy, Function<Machine, Machine> bug) {
    return new Plant.InMachine(name, caughtBy, bug);
  }

  private static Function<Machine, Machine> withoutSetAside(Effect.SetAsideReason reason) {
    return Bent.effects(each ->
        each instanceof Effect.SetAside aside && aside.reason() == reason
            ? List.of()
            : List.of(each));
  }

  private static Function<Machine, Machine> request(Function<RequestId, RequestId> bend) {
    return Bent.effects(each ->
        List.of(
            switch (each) {
              case Effect.RequestPlan plan ->
                  Changed.with(plan, "request", bend.apply(plan.request()));
              case Effect.RequestAction action ->
                  Changed.with(action, "request", bend.apply(action.request()));
              case Effect.RequestVerify verify ->
                  Changed.with(verify, "request", bend.apply(verify.request()));
              default -> each;
            }));
  }

  private static Function<Machine, Machine> asksAfterTheEnd() {
    return remembering((before, event, right, request) ->
        before instanceof LoopState.Terminated && FakeWorkers.requestOf(event) != null
            ? Bent.and(right, request)
            : right);
  }

  private static Function<Machine, Machine> asksWithCancel() {
    return remembering((before, event, right, request) ->
        before instanceof LoopState.Live
                && event instanceof LoopEvent.CommandReceived command
                && command.kind() == CommandKind.CANCEL
            ? Bent.and(right, request)
            : right);
  }

  /** Changes a decision, given a request that a worker was asked before. */
  private interface WithRequest {
    Transition bend(
        LoopState before, LoopEvent event, Transition right, Effect.RequestVerify request);
  }

  private static Function<Machine, Machine> remembering(WithRequest bend) {
    return machine -> {
      AtomicReference<Effect.@Nullable RequestVerify> last = new AtomicReference<>();
      return (state, event) -> {
        Transition right = machine.step(state, event);
        Effect.RequestVerify remembered = last.get();
        right.effects().stream()
            .filter(Effect.RequestVerify.class::isInstance)
            .forEach(each -> last.set(withoutRows((Effect.RequestVerify) each)));
        return remembered == null ? right : bend.bend(state, event, right, remembered);
      };
    };
  }

  private static Effect.RequestVerify withoutRows(Effect.RequestVerify request) {
    return Changed.with(request, "observations", List.of());
  }

  private static Function<Machine, Machine> renumbers() {
    return Bent.live(live -> live.sequence() == 4 ? Changed.with(live, "sequence", 3L) : live);
  }

  private static Function<Machine, Machine> impatient() {
    return Bent.decision((_, _, right) ->
        Changed.with(
            right,
            "changes",
            right.changes().stream()
                .map(each -> each.replaceFirst("until \\d{4}", "until 2036"))
                .toList()));
  }

  private static Machine fallsBack(Machine machine) {
    AtomicReference<@Nullable Phase> earlier = new AtomicReference<>();
    return (state, event) -> {
      Transition right = machine.step(state, event);
      Phase phase = earlier.get();
      if (right.next() instanceof LoopState.Live live && live.phase() instanceof Phase.Planning) {
        earlier.set(live.phase());
      }
      return right.disposition() == Disposition.LATE && phase != null
          ? Bent.live(right, live -> Changed.with(live, "phase", phase))
          : right;
    };
  }

  private static Machine fickle(Machine machine) {
    AtomicInteger calls = new AtomicInteger();
    return (state, event) -> {
      Transition right = machine.step(state, event);
      return calls.incrementAndGet() % 2 == 0 && right.disposition() == Disposition.REFUSED
          ? Changed.with(right, "disposition", Disposition.LATE)
          : right;
    };
  }

  private static BudgetLine calls(LoopState.Live live) {
    return live.ledger().line(Dimension.TOOL_CALLS);
  }

  private static LoopState.Live spent(LoopState.Live live, Dimension dimension, long spent) {
    long reserved = live.ledger().line(dimension).reserved();
    return Changed.with(live, "ledger", Bent.line(live.ledger(), dimension, spent, reserved));
  }
}
