package io.loopline.loopctl.loops;

import io.loopline.codec.goal.PlanText;
import io.loopline.event.Plan;
import io.loopline.event.PlanResult;
import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.Connection;
import io.loopline.loopctl.ExitCode;
import io.loopline.topic.LoopTopics;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code loop plan ID}: the plan the loop's planner made last. */
@Command(
    name = "plan",
    description = {
      "Prints the plan that the planner made last, as JSON that ./loop edit takes.",
      "When the loop waits for approval, it is the plan that waits."
    })
public final class PlanCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Parameters(paramLabel = "ID", description = "Loop id.")
  private String loopId = "";

  private final Access access;

  public PlanCommand() {
    this(Access.toKafka());
  }

  PlanCommand(Access access) {
    this.access = access;
  }

  @Override
  public Integer call() {
    return access.use(connection, this::print);
  }

  private int print(LoopBroker broker) {
    LoopHistory.requireLoopId(loopId);
    Plan plan =
        broker.read(LoopTopics.PLANS, loopId).events().reversed().stream()
            .map(PlanResult::getPlan)
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow(() ->
                new CliFailure(
                    ExitCode.BAD_INPUT,
                    "loop %s has no plan yet; see ./loop watch %s".formatted(loopId, loopId)));
    Output.of(connection).document(PlanText.of(plan));
    return ExitCode.OK;
  }
}
