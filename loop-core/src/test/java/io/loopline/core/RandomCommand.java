package io.loopline.core;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What people might tell a loop, sensible or not; cancelling is left to others. */
final class RandomCommand {
  private static final List<CommandKind> KINDS =
      List.of(
          CommandKind.PAUSE,
          CommandKind.RESUME,
          CommandKind.RESUME,
          CommandKind.APPROVE,
          CommandKind.EDIT,
          CommandKind.REJECT,
          CommandKind.AMEND_BUDGET,
          CommandKind.SIGNAL);
  private static final List<Dimension> DIMENSIONS = List.of(Dimension.values());

  private RandomCommand() {}

  static LoopEvent of(Instant now, Choice choice) {
    CommandKind kind = KINDS.get(choice.detail(KINDS.size()));
    int detail = choice.detail() / KINDS.size();
    List<String> tools = List.of("workspace", "sql", "http").subList(0, detail % 4);
    CommandContent content =
        new CommandContent(
            detail % 3 == 0 ? "id-" + detail % 5 : "",
            detail % 7 == 0 ? detail % 4 : null,
            detail % 40,
            tools.stream().map(Fixture::action).toList(),
            People.signatures(tools),
            Map.of(
                DIMENSIONS.get(detail % DIMENSIONS.size()),
                detail % 5 == 0 ? -1L : detail % 3_000L),
            detail % 11 == 0 ? List.of("made up") : List.of());
    return new LoopEvent.CommandReceived(now, kind, "ann", "", content);
  }
}
