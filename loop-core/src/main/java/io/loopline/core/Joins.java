package io.loopline.core;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides when an action that spawned child loops is done, and what it came to. */
final class Joins {
  private static final int MESSAGE_CHARACTERS = 400;

  /** What became of an action; {@code winner} gives it its workspace, and is null without one. */
  private record Outcomes(boolean ok, @Nullable Child winner) {}

  private Joins() {}

  /**
   * Ends the action if its join is decided: the rest is cancelled, the results are its observation.
   */
  static void check(Draft draft, Phase.Executing executing, RequestId action) {
    Spawn spawn = Spawning.spawn(executing, action);
    List<Child> members = draft.family.of(action);
    Outcomes decided = decided(spawn, members);
    if (decided == null) {
      return;
    }
    members.stream()
        .filter(Child::isRunning)
        .forEach(child -> cancel(draft, child, "the join is decided"));
    Child winner = decided.winner();
    WorkspaceRef workspace =
        winner == null || winner.end() == null ? null : winner.end().workspace();
    String words = words(spawn, members, decided);
    draft.note(words);
    Failure failure = decided.ok() ? null : new Failure(failureKind(members), words, null);
    Progress.observed(draft, action, decided.ok() ? workspace : null, failure);
    if (decided.ok() && workspace != null) {
      draft.workspace = workspace;
    }
    List<Child> reported = draft.family.of(action);
    long sequence =
        draft.appendOwn(of ->
            new Effect.AppendObservation(
                of,
                action,
                executing.planSequence(),
                words,
                failure,
                decided.ok() ? workspace : null,
                reported));
    draft.family = draft.family.withoutEnded(null);
    Answers.settled(draft, executing, action.index(), sequence, decided.ok());
  }

  private static @Nullable Outcomes decided(Spawn spawn, List<Child> members) {
    long running = members.stream().filter(Child::isRunning).count();
    long succeeded = members.stream().filter(Child::succeeded).count();
    boolean over = running == 0;
    return switch (spawn.join()) {
      case ALL ->
          over
              ? new Outcomes(
                  succeeded == members.size(), members.size() == 1 ? members.getFirst() : null)
              : null;
      case FIRST_SUCCESS ->
          over || succeeded > 0
              ? new Outcomes(
                  succeeded > 0, members.stream().filter(Child::succeeded).findFirst().orElse(null))
              : null;
      case QUORUM ->
          over || succeeded >= spawn.quorum() || succeeded + running < spawn.quorum()
              ? new Outcomes(succeeded >= spawn.quorum(), null)
              : null;
      case BEST_SCORE -> over ? best(members) : null;
    };
  }

  /** The highest score; among equals one that succeeded, then the earlier one. */
  private static Outcomes best(List<Child> members) {
    Comparator<Child> better =
        Comparator.comparingDouble(Joins::score)
            .thenComparing(Child::succeeded)
            .thenComparing(Child::ordinal, Comparator.reverseOrder());
    Child winner = members.stream().filter(child -> score(child) >= 0).max(better).orElse(null);
    return new Outcomes(winner != null, winner);
  }

  private static double score(Child child) {
    return child.end() == null ? -1 : child.end().score();
  }

  private static FailureKind failureKind(List<Child> members) {
    return members.stream()
            .allMatch(child -> child.end() != null && child.end().outcome() == Outcome.REJECTED)
        ? FailureKind.DENIED
        : FailureKind.TOOL_FAILED;
  }

  private static String words(Spawn spawn, List<Child> members, Outcomes decided) {
    long succeeded = members.stream().filter(Child::succeeded).count();
    StringBuilder words = new StringBuilder();
    words.append("%s of %d child loops: ".formatted(spawn.join(), members.size()));
    words.append("%d succeeded".formatted(succeeded));
    Child winner = decided.winner();
    if (decided.ok() && winner != null && members.size() > 1) {
      words.append(", ").append(winner.loopId()).append(" wins");
    }
    for (Child child : members) {
      Child.End end = child.end();
      words.append(
          end == null
              ? "; %s cancelled".formatted(child.loopId())
              : "; %s %s: %s".formatted(child.loopId(), end.outcome(), end.message()));
    }
    return words.length() <= MESSAGE_CHARACTERS * (members.size() + 1)
        ? words.toString()
        : words.substring(0, MESSAGE_CHARACTERS * (members.size() + 1)) + "…";
  }

  /** Tells a child to end; its result still comes and settles its grant. */
  static void cancel(Draft draft, Child child, String reason) {
    if (!child.cancelled()) {
      draft.family = draft.family.replace(child.toldToEnd());
      draft.effect(new Effect.EndChild(child.loopId(), reason));
    }
  }
}
