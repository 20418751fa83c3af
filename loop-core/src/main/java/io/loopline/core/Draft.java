package io.loopline.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A decision in the making: the live loop's parts that may change, and the effects so far. Lives
 * within one call of {@link LoopMachine#step}, on one thread.
 */
final class Draft {
  final String loopId;
  final String goalHash;
  final GoalTerms terms;
  final Instant startedAt;
  final Instant at;
  private final long sequence;
  private final Ledger ledgerBefore;
  private final List<Effect> effects = new ArrayList<>();

  int iteration;

  /** Never {@link Phase.Paused}; {@link #paused} says that. */
  @Nullable Phase phase;

  /** While it is, requests are not sent but back off. */
  boolean paused;

  Ledger ledger;
  ContextWindow context;
  @Nullable WorkspaceRef workspace;
  @Nullable Best best;
  @Nullable RequestId lastIssued;
  @Nullable RequestId lastAnswered;
  @Nullable Instant wakeAt;
  Guards guards;
  RecentCommands commands;

  /** What is reserved for the model request under way. */
  Caps open = Caps.NONE;

  @Nullable Double score;
  private @Nullable StopReason stopped;
  private final List<String> changes = new ArrayList<>();
  private String note = "";

  /** A draft of a loop's first decision. */
  Draft(LoopEvent.GoalReceived goal) {
    loopId = goal.loopId();
    goalHash = goal.goalHash();
    terms = goal.terms();
    startedAt = goal.at();
    at = goal.at();
    sequence = 1;
    ledger = Ledger.of(goal.limits());
    ledgerBefore = ledger;
    context = ContextWindow.EMPTY;
    guards = Guards.NEW;
    commands = RecentCommands.NONE;
  }

  /** A draft of a later decision. */
  Draft(LoopState.Live live, Instant at) {
    loopId = live.loopId();
    goalHash = live.goalHash();
    terms = live.terms();
    startedAt = live.startedAt();
    // a clock that steps back does not turn time back
    this.at = at.isBefore(live.startedAt()) ? live.startedAt() : at;
    sequence = live.sequence() + 1;
    iteration = live.iteration();
    paused = live.phase() instanceof Phase.Paused;
    phase = live.phase() instanceof Phase.Paused(Phase left) ? left : live.phase();
    ledgerBefore = live.ledger();
    ledger = live.ledger().elapsed(Duration.between(startedAt, this.at).toMillis());
    context = live.context();
    workspace = live.workspace();
    best = live.best();
    lastIssued = live.lastIssued();
    lastAnswered = live.lastAnswered();
    wakeAt = live.wakeAt();
    guards = live.guards();
    commands = live.commands();
    open = caps(phase);
  }

  private static Caps caps(Phase phase) {
    return switch (phase) {
      case Phase.Planning planning -> planning.pending().caps();
      case Phase.Verifying verifying -> verifying.pending().caps();
      case Phase.BackingOff _, Phase.Executing _, Phase.AwaitingApproval _, Phase.Paused _ ->
          Caps.NONE;
    };
  }

  void effect(Effect effect) {
    effects.add(effect);
  }

  void note(String words) {
    note = note.isEmpty() ? words : note + "; " + words;
  }

  /** Says what the loop changed about itself. */
  void change(String words) {
    changes.add(words);
  }

  boolean isStopped() {
    return stopped != null;
  }

  Instant wallClockEnd() {
    return startedAt.plusMillis(ledger.line(Dimension.WALL_CLOCK).limit());
  }

  /** Keeps the content of the event at hand in the window and returns its sequence. */
  long append(ContextKind kind, int tokens) {
    return append(kind, tokens, false);
  }

  /** As {@link #append}, and it never leaves the window. */
  void pin(ContextKind kind, int tokens) {
    append(kind, tokens, true);
  }

  private long append(ContextKind kind, int tokens, boolean pinned) {
    long appended = context.next();
    context = context.append(kind, iteration, tokens, pinned);
    effect(new Effect.AppendContext(appended, kind, iteration));
    fit();
    return appended;
  }

  /** Keeps words of the machine's own in the window. */
  void appendNote(ContextKind kind, String text) {
    long appended = context.next();
    context = context.append(kind, iteration, ContextWindow.tokens(text));
    effect(new Effect.AppendNote(appended, kind, iteration, text));
    fit();
  }

  private void fit() {
    List<Long> leaving = context.overflow(terms.windowTokens(), iteration);
    context = context.without(leaving);
    Best kept = best;
    evict(leaving.stream().filter(each -> kept == null || each != kept.sequence()).toList());
  }

  /** Makes a verdict the best one; the row of the one before leaves unless the window shows it. */
  void improve(Best better) {
    Best before = best;
    best = better;
    if (before != null && !context.sequences().contains(before.sequence())) {
      evict(List.of(before.sequence()));
    }
  }

  private void evict(List<Long> sequences) {
    if (!sequences.isEmpty()) {
      effect(new Effect.EvictContext(sequences));
    }
  }

  /** Ends the loop; what the draft would do otherwise no longer matters. */
  void stop(StopReason reason, String message) {
    if (stopped != null) {
      throw new IllegalStateException("bug: stopped twice: " + stopped + ", " + reason);
    }
    stopped = reason;
    note(message);
    if (!open.equals(Caps.NONE)) {
      // the request may be billed, and its answer comes too late to be counted
      Spending.settle(this, Usage.UNKNOWN);
    }
    ledger = ledger.releaseAll();
    effect(
        new Effect.EmitResult(
            goalHash, reason, message, iteration, ledger, best, List.of(), startedAt, at));
    effect(new Effect.DropLoopData(rows()));
  }

  private List<Long> rows() {
    Stream<Long> shown = context.sequences().stream();
    Best kept = best;
    return kept == null
        ? shown.toList()
        : Stream.concat(shown, Stream.of(kept.sequence())).distinct().sorted().toList();
  }

  /** The finished decision. */
  Transition finish(Disposition disposition) {
    LoopState next = stopped == null ? liveState() : terminatedState(stopped);
    return new Transition(
        next, effects, disposition, note, ledger.crossedSince(ledgerBefore), changes, score);
  }

  private LoopState liveState() {
    if (phase == null || lastIssued == null) {
      throw new IllegalStateException("bug: a live loop without phase or request: " + loopId);
    }
    Phase kept = paused ? new Phase.Paused(phase) : phase;
    Instant wanted = Deadlines.earliest(kept, wallClockEnd());
    Instant armed = wakeAt;
    if (armed == null || wanted.isBefore(armed)) {
      if (armed != null) {
        effect(new Effect.CancelTimer(armed));
      }
      effect(new Effect.ArmTimer(wanted));
      armed = wanted;
    }
    return new LoopState.Live(
        loopId,
        goalHash,
        terms,
        sequence,
        startedAt,
        iteration,
        kept,
        ledger,
        context,
        workspace,
        best,
        lastIssued,
        lastAnswered,
        armed,
        guards,
        commands);
  }

  private LoopState terminatedState(StopReason reason) {
    Instant armed = wakeAt;
    if (armed != null) {
      effect(new Effect.CancelTimer(armed));
    }
    Instant forgetAt = at.plus(terms.endedRetention());
    effect(new Effect.ArmTimer(forgetAt));
    return new LoopState.Terminated(loopId, goalHash, reason, sequence, at, forgetAt);
  }
}
