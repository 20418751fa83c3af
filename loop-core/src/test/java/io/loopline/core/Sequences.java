package io.loopline.core;

/** States without what every decision changes: its number, and the elapsed wall clock. */
final class Sequences {
  private Sequences() {}

  static LoopState erased(LoopState state) {
    return switch (state) {
      case LoopState.Absent absent -> absent;
      case LoopState.Live live ->
          new LoopState.Live(
              live.loopId(),
              live.goalHash(),
              live.terms(),
              0,
              live.startedAt(),
              live.iteration(),
              live.phase(),
              timeless(live.ledger()),
              live.context(),
              live.workspace(),
              live.best(),
              live.lastIssued(),
              live.lastAnswered(),
              live.wakeAt(),
              live.guards(),
              RecentCommands.NONE,
              live.family());
      case LoopState.Terminated ended ->
          new LoopState.Terminated(
              ended.loopId(),
              ended.goalHash(),
              ended.stopReason(),
              0,
              ended.endedAt(),
              ended.forgetAt());
    };
  }

  private static Ledger timeless(Ledger ledger) {
    return new Ledger(
        ledger.lines().stream()
            .map(line ->
                line.dimension() == Dimension.WALL_CLOCK
                    ? new BudgetLine(line.dimension(), line.limit(), 0, 0)
                    : line)
            .toList());
  }
}
