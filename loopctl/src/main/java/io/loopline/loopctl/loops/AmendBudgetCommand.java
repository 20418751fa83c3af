package io.loopline.loopctl.loops;

import io.loopline.codec.goal.DurationText;
import io.loopline.event.BudgetDimension;
import io.loopline.event.BudgetLimit;
import io.loopline.event.CommandKind;
import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.Connection;
import io.loopline.loopctl.ExitCode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loop amend-budget ID}: other limits for a loop that runs. */
@Command(
    name = "amend-budget",
    description = {
      "Sets limits of a running loop. They are absolute; a budget that is not named keeps its own.",
      "The controller refuses all of them when one is below what is spent and reserved;",
      "./loop audit ID shows what became of it."
    })
public final class AmendBudgetCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Parameters(paramLabel = "ID", description = "Loop id.")
  private String loopId = "";

  @Option(names = "--iterations", paramLabel = "N", description = "Iterations.")
  private @Nullable Long iterations;

  @Option(names = "--tool-calls", paramLabel = "N", description = "Actions sent to the executor.")
  private @Nullable Long toolCalls;

  @Option(names = "--tokens", paramLabel = "N", description = "Input and output tokens.")
  private @Nullable Long tokens;

  @Option(names = "--cost-usd", paramLabel = "USD", description = "Model cost in US dollars.")
  private @Nullable BigDecimal costUsd;

  @Option(
      names = "--wall-clock",
      paramLabel = "TIME",
      description = "From the goal to the end, such as 90s, 30m or 2h.")
  private @Nullable String wallClock;

  @Option(names = "--children", paramLabel = "N", description = "Child loops.")
  private @Nullable Long children;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the audit trail.")
  private String reason = "";

  private final CommandSender sender;

  public AmendBudgetCommand() {
    this(CommandSender.ofThisProgram());
  }

  AmendBudgetCommand(CommandSender sender) {
    this.sender = sender;
  }

  @Override
  public Integer call() {
    List<BudgetLimit> limits = limits();
    if (limits.isEmpty()) {
      throw new CliFailure(
          ExitCode.BAD_INPUT, "no budget is named; give --tokens N, --iterations N or another one");
    }
    return sender.send(
        connection,
        loopId,
        CommandKind.AMEND_BUDGET,
        (command, _) -> command.setLimits(limits).setReason(reason));
  }

  private List<BudgetLimit> limits() {
    List<BudgetLimit> limits = new ArrayList<>();
    add(limits, BudgetDimension.ITERATIONS, iterations);
    add(limits, BudgetDimension.TOKENS, tokens);
    add(limits, BudgetDimension.COST, costUsd == null ? null : microUsd(costUsd));
    add(limits, BudgetDimension.TOOL_CALLS, toolCalls);
    add(limits, BudgetDimension.WALL_CLOCK, wallClock == null ? null : milliseconds(wallClock));
    add(limits, BudgetDimension.CHILDREN, children);
    return limits;
  }

  private static void add(
      List<BudgetLimit> limits, BudgetDimension dimension, @Nullable Long limit) {
    if (limit != null) {
      limits.add(new BudgetLimit(dimension, limit));
    }
  }

  private static long microUsd(BigDecimal usd) {
    try {
      return usd.movePointRight(6).longValueExact();
    } catch (ArithmeticException _) {
      throw new CliFailure(
          ExitCode.BAD_INPUT,
          "--cost-usd %s: expected US dollars with at most six decimals".formatted(usd));
    }
  }

  private static long milliseconds(String duration) {
    return DurationText.milliseconds(duration)
        .orElseThrow(() ->
            new CliFailure(
                ExitCode.BAD_INPUT,
                "--wall-clock '%s': expected a duration such as 90s, 30m or 2h"
                    .formatted(Words.clipped(duration, 60))));
  }
}
