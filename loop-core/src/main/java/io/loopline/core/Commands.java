package io.loopline.core;

import java.util.List;

/** What people tell a live loop. A command that is refused leaves the loop as it was. */
final class Commands {
  /** Pinned entries never leave the window, so their number is bounded. */
  static final int MAX_PINNED = 32;

  private Commands() {}

  static Disposition take(Draft draft, LoopEvent.CommandReceived command) {
    String id = command.content().id();
    if (draft.commands.holds(id)) {
      draft.note("command " + command.kind() + " was already taken in");
      return Disposition.DUPLICATE;
    }
    draft.commands = draft.commands.with(id);
    if (draft.phase instanceof Phase.Closing closing) {
      return refuse(draft, command, "the loop is ending already: " + closing.reason());
    }
    List<String> errors = command.content().errors();
    if (!errors.isEmpty()) {
      return refuse(draft, command, String.join("; ", errors));
    }
    return switch (command.kind()) {
      case CANCEL -> {
        draft.stop(StopReason.CANCELLED, "cancelled" + by(command));
        yield Disposition.APPLIED;
      }
      case PAUSE -> pause(draft, command);
      case RESUME -> resume(draft, command);
      case SIGNAL -> signal(draft, command);
      case AMEND_BUDGET -> Amendments.take(draft, command);
      case APPROVE, EDIT, REJECT -> Approvals.decide(draft, command);
    };
  }

  /** Who gave it and why, to go behind a verb. */
  static String by(LoopEvent.CommandReceived command) {
    String by = command.requestedBy().isEmpty() ? "" : " by " + command.requestedBy();
    return command.reason().isEmpty() ? by : by + ": " + command.reason();
  }

  static Disposition refuse(Draft draft, LoopEvent.CommandReceived command, String why) {
    draft.note("command " + command.kind() + " refused: " + why);
    return Disposition.REFUSED;
  }

  private static Disposition pause(Draft draft, LoopEvent.CommandReceived command) {
    if (draft.paused) {
      draft.note("the loop is paused already");
      return Disposition.DUPLICATE;
    }
    draft.paused = true;
    draft.note("paused" + by(command));
    return Disposition.APPLIED;
  }

  private static Disposition resume(Draft draft, LoopEvent.CommandReceived command) {
    if (!draft.paused) {
      return refuse(draft, command, "the loop is not paused");
    }
    draft.paused = false;
    draft.note("resumed" + by(command));
    Timers.catchUp(draft);
    return Disposition.APPLIED;
  }

  private static Disposition signal(Draft draft, LoopEvent.CommandReceived command) {
    int tokens = command.content().tokens();
    long pinned = 0;
    int entries = 0;
    for (ContextWindow.Entry entry : draft.context.entries()) {
      pinned += entry.pinned() ? entry.tokens() : 0;
      entries += entry.pinned() ? 1 : 0;
    }
    int room = draft.terms.windowTokens() / 2;
    if (entries >= MAX_PINNED || pinned + tokens > room) {
      return refuse(
          draft,
          command,
          "signals stay in the context window, which has room for %d of them with %d tokens; %d with %d tokens are there and this one has %d"
              .formatted(MAX_PINNED, room, entries, pinned, tokens));
    }
    draft.pin(ContextKind.SIGNAL, tokens);
    draft.note("a signal for the planner" + by(command));
    return Disposition.APPLIED;
  }
}
