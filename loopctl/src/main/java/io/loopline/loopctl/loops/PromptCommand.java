package io.loopline.loopctl.loops;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.codec.prompt.PlanPrompt;
import io.loopline.codec.prompt.Prompt;
import io.loopline.codec.prompt.SummaryPrompt;
import io.loopline.event.PlanCaps;
import io.loopline.event.PlanRequest;
import io.loopline.event.PlanResult;
import io.loopline.event.PlannerKind;
import io.loopline.event.RequestRef;
import io.loopline.event.SummaryOrder;
import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.Connection;
import io.loopline.loopctl.ExitCode;
import io.loopline.topic.LoopTopics;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loop prompt ID ITERATION}: what the model was told. */
@Command(
    name = "prompt",
    description = {
      "Prints the exact prompt of a past iteration of a loop that a model plans for.",
      "It is rebuilt from the plan request, and from the answer what was recalled from memory and",
      "summarized; nothing is asked of a model."
    })
public final class PromptCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Parameters(index = "0", paramLabel = "ID", description = "Loop id.")
  private String loopId = "";

  @Parameters(index = "1", paramLabel = "ITERATION", description = "Iteration, from 1.")
  private int iteration;

  @Option(
      names = "--attempt",
      paramLabel = "N",
      description = "Attempt at the plan of that iteration, from 1 (default: the last).")
  private @Nullable Integer attempt;

  @Option(
      names = "--summary",
      description = "The prompt of the summary that was made of old context before that plan.")
  private boolean summary;

  private final Access access;

  public PromptCommand() {
    this(Access.toKafka());
  }

  PromptCommand(Access access) {
    this.access = access;
  }

  @Override
  public Integer call() {
    return access.use(connection, this::print);
  }

  private int print(LoopBroker broker) {
    LoopHistory.requireLoopId(loopId);
    Output output = Output.of(connection);
    Reading<PlanRequest> reading = broker.read(LoopTopics.PLAN_REQUESTS, loopId);
    output.unreadable(reading.unreadable());
    PlanRequest request = chosen(reading.events());
    if (request.getPlanner().getKind() != PlannerKind.LLM) {
      throw new CliFailure(
          ExitCode.BAD_INPUT,
          "loop %s is planned by a playbook, which has no prompt".formatted(loopId));
    }
    Prompt prompt = summary ? summaryPrompt(request) : planPrompt(broker, output, request);
    if (output.json()) {
      output.document(document(request, prompt));
    } else {
      output.lines(
          List.of(
              "=== system ===", prompt.system(), "=== user ===", prompt.user().stripTrailing()));
    }
    return ExitCode.OK;
  }

  private Prompt summaryPrompt(PlanRequest request) {
    if (request.getSummary() == null) {
      throw new CliFailure(
          ExitCode.BAD_INPUT,
          "plan request %s of loop %s ordered no summary"
              .formatted(request.getRequest().getRequestId(), loopId));
    }
    return SummaryPrompt.of(request);
  }

  /** What the planner recalled and summarized, its answer says. */
  private Prompt planPrompt(LoopBroker broker, Output output, PlanRequest request) {
    if (request.getMemory() == null && request.getSummary() == null) {
      return PlanPrompt.of(request, List.of());
    }
    Reading<PlanResult> answers = broker.read(LoopTopics.PLANS, loopId);
    output.unreadable(answers.unreadable());
    String requestId = request.getRequest().getRequestId();
    List<PlanResult> own =
        answers.events().stream()
            .filter(answer -> answer.getRequest().getRequestId().equals(requestId))
            .toList();
    if (own.isEmpty()) {
      output.remark(
          "there is no answer to "
              + requestId
              + " (yet), so the memory and the summary in its prompt are not known");
      return PlanPrompt.of(request, List.of());
    }
    return PlanPrompt.of(request, own.getFirst().getRecalled(), own.getFirst().getSummary());
  }

  private PlanRequest chosen(List<PlanRequest> requests) {
    return requests.reversed().stream()
        .filter(request -> request.getRequest().getIteration() == iteration)
        .filter(request -> attempt == null || request.getRequest().getAttempt() == attempt)
        .findFirst()
        .orElseThrow(() -> new CliFailure(ExitCode.BAD_INPUT, missing(requests)));
  }

  private String missing(List<PlanRequest> requests) {
    if (requests.isEmpty()) {
      return "loop %s has no plan request; see ./loop list".formatted(loopId);
    }
    String known =
        requests.stream()
            .map(PlanRequest::getRequest)
            .map(PromptCommand::place)
            .distinct()
            .collect(Collectors.joining(", "));
    return "loop %s has no plan request of iteration %d%s; it has %s"
        .formatted(loopId, iteration, attempt == null ? "" : ", attempt " + attempt, known);
  }

  private static String place(RequestRef request) {
    return request.getAttempt() == 1
        ? Integer.toString(request.getIteration())
        : request.getIteration() + " (attempt " + request.getAttempt() + ")";
  }

  private ObjectNode document(PlanRequest request, Prompt prompt) {
    SummaryOrder order = request.getSummary();
    PlanCaps caps = summary && order != null ? order.getCaps() : request.getCaps();
    return JsonNodeFactory.instance
        .objectNode()
        .put("request_id", request.getRequest().getRequestId())
        .put("profile", request.getPlanner().getProfile())
        .put("max_input_tokens", caps.getMaxInputTokens())
        .put("max_output_tokens", caps.getMaxOutputTokens())
        .put("system", prompt.system())
        .put("user", prompt.user());
  }
}
