package io.loopline.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run of the machine: its events with the state before and the transition of each. Random choices
 * become workers that mostly answer, and noise: repeats, late and forged answers, stray timers.
 */
final class History {
  record Entry(LoopState before, LoopEvent event, Transition transition) {}

  private static final List<Step> STEPS = List.of(Step.values());

  private final List<Entry> entries = new ArrayList<>();
  private LoopState state = new LoopState.Absent();
  private Instant now = Fixture.START;

  static History of(LoopEvent goal, List<Choice> choices) {
    History history = new History();
    history.step(goal);
    for (Choice choice : choices) {
      history.now = history.now.plusMillis(choice.delay());
      history.step(history.event(choice));
    }
    return history;
  }

  List<Entry> entries() {
    return entries;
  }

  private void step(LoopEvent event) {
    Transition transition = LoopMachine.step(state, event);
    entries.add(new Entry(state, event, transition));
    state = transition.next();
  }

  private LoopEvent event(Choice choice) {
    if (choice.kind() < 60 && state instanceof LoopState.Live live) {
      RequestId open = OpenRequests.of(live.phase());
      return open == null ? stalled(live, choice) : answer(live, open, choice);
    }
    if (choice.kind() < 70 && state instanceof LoopState.Live live) {
      return wakeUp(live);
    }
    if (choice.kind() < 80 && state instanceof LoopState.Live) {
      return RandomCommand.of(now, choice);
    }
    return noise(choice);
  }

  /** An answer, and before it a claim when the tool must not run twice. */
  private LoopEvent answer(LoopState.Live live, RequestId open, Choice choice) {
    return live.phase() instanceof Phase.Executing executing
            && open.index() < executing.actions().size()
            && executing.actions().get(open.index()).effect() == EffectClass.ONCE
            && executing.actions().get(open.index()).status() instanceof ActionStatus.Running
            && choice.detail(8) != 0
        ? new LoopEvent.ActionClaimed(now, open, "executor-" + choice.detail(3))
        : Answer.random(now, open, live.workspace(), choice);
  }

  private LoopEvent stalled(LoopState.Live live, Choice choice) {
    if (live.phase() instanceof Phase.Queued(int held, Instant _) && choice.detail(8) != 0) {
      List<String> permits = live.terms().controls().permits();
      return new LoopEvent.PermitGranted(now, permits.get(Math.min(held, permits.size() - 1)));
    }
    return OnceActions.undecided(live.phase()) == null
        ? wakeUp(live)
        : new LoopEvent.CommandReceived(
            now, choice.detail(2) == 0 ? CommandKind.APPROVE : CommandKind.REJECT, "ann", "");
  }

  /** The loop's armed timer, when it is due. */
  private LoopEvent wakeUp(LoopState.Live live) {
    now = now.isBefore(live.wakeAt()) ? live.wakeAt() : now;
    return new LoopEvent.TimerFired(now, live.wakeAt());
  }

  private LoopEvent noise(Choice choice) {
    return switch (choice.kind() % 8) {
      case 0, 1 -> Answer.again(now, entries.get(choice.detail(entries.size())).event());
      case 2 -> Answer.random(now, forged(choice), Fixture.CHANGED, choice);
      case 3 -> new LoopEvent.TimerFired(now, now.minusMillis(choice.detail(50)));
      case 4 -> RandomCommand.of(now, choice);
      case 5 ->
          choice.detail(20) == 0
              ? new LoopEvent.CommandReceived(now, CommandKind.CANCEL, "ann", "")
              : Fixture.goal("hash-" + choice.detail(3), Fixture.LIMITS);
      case 6 ->
          new LoopEvent.ActionClaimed(now, forgedAction(choice), "zombie-" + choice.detail(3));
      default -> early(choice);
    };
  }

  /** The armed timer, fired by a clock that is behind; for an ended loop a timer it never had. */
  private LoopEvent early(Choice choice) {
    return switch (state) {
      case LoopState.Live live ->
          new LoopEvent.TimerFired(live.wakeAt().minusMillis(1L + choice.detail()), live.wakeAt());
      case LoopState.Terminated ended ->
          new LoopEvent.TimerFired(now, ended.forgetAt().minusMillis(1));
      case LoopState.Absent _ -> new LoopEvent.TimerFired(now, now);
    };
  }

  private static RequestId forgedAction(Choice choice) {
    return new RequestId(
        Fixture.LOOP, 1 + choice.detail(3), Step.ACT, choice.detail(4), 1 + choice.detail(5));
  }

  private static RequestId forged(Choice choice) {
    Step step = STEPS.get(choice.detail(STEPS.size()));
    return new RequestId(
        Fixture.LOOP,
        1 + choice.detail(5),
        step,
        step == Step.ACT ? choice.detail(4) : 0,
        1 + choice.detail(4));
  }

  /** The request that a phase waits for. */
  private static final class OpenRequests {
    static @Nullable RequestId of(Phase phase) {
      return switch (phase) {
        case Phase.Planning planning -> planning.pending().request();
        case Phase.Verifying verifying -> verifying.pending().request();
        case Phase.Queued _, Phase.BackingOff _, Phase.Closing _, Phase.AwaitingApproval _ -> null;
        case Phase.Paused(Phase left) -> of(left);
        case Phase.Executing executing ->
            Stream.concat(
                    Stream.ofNullable(executing.merge()),
                    executing.actions().stream().map(ActionSlot::status))
                .map(Phase.Executing::pending)
                .filter(Objects::nonNull)
                .map(PendingStep::request)
                .findFirst()
                .orElse(null);
      };
    }
  }
}
