package io.loopline.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
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
  final Instant at;
  private final long sequence;
  private final Ledger ledgerBefore;
  private final List<Effect> effects = new ArrayList<>();

  /** When its wall clock began. */
  Instant startedAt;

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
  Family family;
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
    family = goal.family();
    workspace = goal.workspace();
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
    ledger = live.ledger().elapsed(Permits.elapsed(phase, startedAt, this.at).toMillis());
    context = live.context();
    workspace = live.workspace();
    best = live.best();
    lastIssued = live.lastIssued();
    lastAnswered = live.lastAnswered();
    wakeAt = live.wakeAt();
    family = live.family();
    guards = live.guards();
    commands = live.commands();
    open = caps(phase);
  }

  private static Caps caps(Phase phase) {
    return switch (phase) {
      case Phase.Planning planning -> planning.pending().caps();
      case Phase.Verifying verifying -> verifying.pending().caps();
      case Phase.Queued _,
          Phase.BackingOff _,
          Phase.Executing _,
          Phase.AwaitingApproval _,
          Phase.Paused _,
          Phase.Closing _ ->
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
    return stopped != null || phase instanceof Phase.Closing;
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

  /** Keeps an observation that no event brought; the effect is made with its sequence. */
  long appendOwn(LongFunction<Effect.AppendObservation> observation) {
    long appended = context.next();
    Effect.AppendObservation effect = observation.apply(appended);
    context = context.append(ContextKind.OBSERVATION, iteration, tokens(effect));
    effect(effect);
    fit();
    return appended;
  }

  private static int tokens(Effect.AppendObservation observation) {
    // the children are told of once in words and once as data
    return observation.summary().length() * (observation.children().isEmpty() ? 1 : 2) / 4 + 1;
  }

  private void fit() {
    ContextTerms rules = terms.guards().context();
    Optional<Compaction> compaction =
        Summaries.areOrdered(this)
            ? Compaction.ofTooMany(context, terms.windowTokens(), rules, iteration)
            : Compaction.of(context, terms.windowTokens(), rules, iteration);
    compaction.ifPresent(due -> compact(due, false));
  }

  /**
   * Lets old entries leave the window.
   *
   * @param told whether the answer at hand has the summary; otherwise it is made by rule
   */
  void compact(Compaction compaction, boolean told) {
    if (compaction.tokens() > 0) {
      effect(
          new Effect.Compact(
              context.next(),
              compaction.lastIteration(),
              compaction.sequences(),
              compaction.tokens(),
              told));
    }
    change(
        "context compacted: %d entries up to iteration %d%s"
            .formatted(
                compaction.leaving().size(),
                compaction.lastIteration(),
                told ? ", summarized by the model" : ""));
    context = context.compacted(compaction);
    guards = guards.with(guards.stuck().compact());
    Best kept = best;
    evict(
        compaction.sequences().stream()
            .filter(each -> kept == null || each != kept.sequence())
            .toList());
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

  /**
   * Ends the loop, at once or when its children have ended; what the draft would do otherwise no
   * longer matters.
   */
  void stop(StopReason reason, String message) {
    if (isStopped()) {
      throw new IllegalStateException("bug: stopped twice: " + stopped + ", " + reason);
    }
    note(message);
    if (!open.equals(Caps.NONE)) {
      // the request may be billed, and its answer comes too late to be counted
      Spending.settle(this, Usage.UNKNOWN);
    }
    Requests.cancelRunning(this);
    if (family.running().isEmpty()) {
      end(reason, message);
    } else {
      paused = false;
      ledger = Children.releaseOwn(this);
      phase = Children.closing(this, reason, message);
    }
  }

  /** Ends a loop that waited for its children. */
  void close(Phase.Closing closing) {
    end(closing.reason(), closing.message());
  }

  private void end(StopReason reason, String message) {
    stopped = reason;
    ledger = ledger.releaseAll();
    Effect.EmitResult result =
        new Effect.EmitResult(
            goalHash, reason, message, iteration, ledger, best, List.of(), startedAt, at);
    effect(result);
    Permits.release(this);
    ParentLink parent = family.parent();
    if (parent != null) {
      effect(new Effect.ReportToParent(parent, result));
    }
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
    if (phase == null) {
      throw new IllegalStateException("bug: a live loop without phase: " + loopId);
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
        commands,
        family);
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
