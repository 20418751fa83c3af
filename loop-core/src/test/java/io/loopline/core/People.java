package io.loopline.core;

import static io.loopline.core.Fixture.LOOP;
import static io.loopline.core.Fixture.at;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gated goals and the words of people. */
final class People {
  static final ApprovalTerms GATED_SQL = approval(List.of("sql"), null, false, false);

  private People() {}

  static ApprovalTerms approval(
      List<String> tools, @Nullable Long costOver, boolean expiryRejects, boolean rejectionStops) {
    return new ApprovalTerms(
        false, tools, costOver, Duration.ofMinutes(2), expiryRejects, rejectionStops);
  }

  static LoopEvent goal(@Nullable ApprovalTerms approval, String... allowedTools) {
    return goal(Fixture.LIMITS, approval, allowedTools);
  }

  static LoopEvent goal(
      Map<Dimension, Long> limits, @Nullable ApprovalTerms approval, String... allowedTools) {
    return new LoopEvent.GoalReceived(
        Fixture.START,
        LOOP,
        "hash-1",
        terms(new Controls(List.of(allowedTools), approval, null)),
        limits,
        List.of());
  }

  static GoalTerms terms(Controls controls) {
    GoalTerms terms = Fixture.TERMS;
    return new GoalTerms(
        terms.retry(),
        terms.planTimeout(),
        terms.actionTimeout(),
        terms.verifyTimeout(),
        terms.parallelActions(),
        terms.windowTokens(),
        terms.endedRetention(),
        terms.guards(),
        controls);
  }

  /** A history whose plan with the tool sql waits for approval. */
  static LoopEvent[] untilApproval() {
    return new LoopEvent[] {goal(GATED_SQL), Fixture.planned(1, Fixture.plan(1, 1), "sql")};
  }

  private static CommandContent edited(@Nullable Integer iteration, List<String> tools) {
    return new CommandContent(
        "",
        iteration,
        5,
        tools.stream().map(Fixture::action).toList(),
        signatures(tools),
        Map.of(),
        List.of());
  }

  static List<ActionSignature> signatures(List<String> tools) {
    return tools.stream().map(tool -> new ActionSignature(tool.hashCode(), false)).toList();
  }

  static LoopEvent command(double at, CommandKind kind, CommandContent content) {
    return new LoopEvent.CommandReceived(at(at), kind, "ann", "because", content);
  }

  static LoopEvent command(double at, CommandKind kind, String id) {
    return command(
        at, kind, new CommandContent(id, null, 0, List.of(), List.of(), Map.of(), List.of()));
  }

  static LoopEvent about(double at, CommandKind kind, int iteration) {
    return command(at, kind, edited(iteration, List.of("workspace")));
  }

  static LoopEvent signal(double at, int tokens) {
    return command(
        at,
        CommandKind.SIGNAL,
        new CommandContent("", null, tokens, List.of(), List.of(), Map.of(), List.of()));
  }

  static LoopEvent edit(double at, String... tools) {
    return command(at, CommandKind.EDIT, edited(null, List.of(tools)));
  }

  static LoopEvent amend(double at, Map<Dimension, Long> limits) {
    return command(
        at,
        CommandKind.AMEND_BUDGET,
        new CommandContent("", null, 0, List.of(), List.of(), limits, List.of()));
  }
}
