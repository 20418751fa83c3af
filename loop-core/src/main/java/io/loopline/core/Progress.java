package io.loopline.core;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Watches whether a loop gets on: remembers plans and observations, and after each verdict that is
 * not the last takes the next step of the ladder nudge, change of strategy, stop.
 */
final class Progress {
  private Progress() {}

  /** A plan came in, from a planner or from a person. */
  static void planned(Draft draft, List<String> tools, List<ActionSignature> signatures) {
    List<String> pollable = draft.terms.guards().stuck().pollingTools();
    List<PlannedAction> actions =
        IntStream.range(0, tools.size())
            .mapToObj(index -> {
              String tool = tools.get(index);
              ActionSignature signature = signatures.get(index);
              boolean polling = signature.polling() && pollable.contains(tool);
              if (signature.polling() && !polling) {
                draft.note(
                    "action %d is declared polling, but %s is not one of the goal's polling_tools"
                        .formatted(index, tool));
              }
              return new PlannedAction(tool, signature.arguments(), polling);
            })
            .toList();
    draft.guards = draft.guards.with(draft.guards.stuck().planned(actions));
  }

  /** An action came to its end; the draft still has the workspace from before it. */
  static void observed(Draft draft, LoopEvent.ActionObserved answer) {
    StuckMemory memory = draft.guards.stuck();
    if (answer.request().index() >= memory.planned().size()) {
      // the plan was taken in by a version that remembered none
      return;
    }
    Failure failure = answer.failure();
    WorkspaceRef before = draft.workspace;
    WorkspaceRef after =
        failure == null && answer.workspace() != null ? answer.workspace() : before;
    Trace trace =
        Trace.of(
            memory.planned().get(answer.request().index()),
            answer.request(),
            failure == null ? "OK" : failure.kind().name(),
            failure == null,
            digest(after));
    draft.guards = draft.guards.with(memory.observed(trace, !digest(after).equals(digest(before))));
  }

  /** An action came to its end without an answer of an executor. */
  static void observed(
      Draft draft, RequestId action, @Nullable WorkspaceRef after, @Nullable Failure failure) {
    observed(draft, new LoopEvent.ActionObserved(draft.at, action, after, 0, failure));
  }

  private static String digest(@Nullable WorkspaceRef workspace) {
    return workspace == null ? "" : workspace.sha256();
  }

  /**
   * An iteration was judged and the loop is to go on; without a next iteration there is no advice.
   *
   * @param before best score before this verdict; null for the first
   */
  static void judged(Draft draft, double score, @Nullable Double before) {
    if (!draft.ledger.fits(Dimension.ITERATIONS, 1)) {
      return;
    }
    boolean improved = before != null && score > before;
    StuckMemory memory = draft.guards.stuck();
    memory = improved ? memory.improved() : memory.judged(before == null);
    draft.guards = draft.guards.with(memory);
    Optional<StuckFinding> finding =
        improved
            ? Optional.empty()
            : StuckDetector.find(memory, draft.terms.guards().stuck(), draft.iteration);
    if (finding.isPresent()) {
      climb(draft, finding.get());
    } else {
      Adaptation.afterVerdict(draft, improved);
    }
    Adaptation.nearLimit(draft);
  }

  private static void climb(Draft draft, StuckFinding finding) {
    StuckMemory memory = draft.guards.stuck();
    switch (memory.rung()) {
      case NONE -> {
        draft.guards = draft.guards.with(memory.on(Rung.NUDGED));
        draft.change("nudged the planner: " + finding.words());
        draft.appendNote(ContextKind.NUDGE, nudge(finding));
      }
      case NUDGED, CHANGED -> {
        if (Adaptation.raise(draft, "stuck: " + finding.words())) {
          draft.guards = draft.guards.with(draft.guards.stuck().on(Rung.CHANGED));
        } else {
          draft.stop(
              finding.pattern().stopReason(),
              "stuck: %s, also after %s; %s"
                  .formatted(finding.words(), tried(memory.rung()), Reasons.bestSoFar(draft)));
        }
      }
    }
  }

  private static String nudge(StuckFinding finding) {
    return "The loop does not get on: "
        + finding.words()
        + ". Do something else than before; when this goes on, the loop is stopped.";
  }

  private static String tried(Rung rung) {
    return switch (rung) {
      case NONE -> "nothing";
      case NUDGED -> "a nudge (no other strategy is left)";
      case CHANGED -> "a nudge and a change of strategy";
    };
  }
}
