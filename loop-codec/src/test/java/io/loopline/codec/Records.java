package io.loopline.codec;

import io.loopline.core.RequestId;
import io.loopline.core.Step;
import io.loopline.core.WorkspaceRef;
import io.loopline.event.ActionClaim;
import io.loopline.event.ActionSpec;
import io.loopline.event.ApprovalPolicy;
import io.loopline.event.BudgetDimension;
import io.loopline.event.BudgetLimit;
import io.loopline.event.Check;
import io.loopline.event.CheckKind;
import io.loopline.event.CommandKind;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.Goal;
import io.loopline.event.InputKind;
import io.loopline.event.LoopCommand;
import io.loopline.event.LoopInput;
import io.loopline.event.Observation;
import io.loopline.event.ObservationView;
import io.loopline.event.Plan;
import io.loopline.event.PlanResult;
import io.loopline.event.PlannerKind;
import io.loopline.event.PlannerSpec;
import io.loopline.event.Producer;
import io.loopline.event.Receipt;
import io.loopline.event.ResourceUsage;
import io.loopline.event.Verdict;
import io.loopline.event.VerdictDecision;
import io.loopline.event.VerdictView;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Records of the controller's input topics, for one loop. */
public final class Records {
  public static final String LOOP = "loop-1";
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final Producer PRODUCER = new Producer("test", "test-1", "1");
  static final WorkspaceRef CHANGED = new WorkspaceRef("ab".repeat(32), 120);

  private Records() {}

  public static Goal goal() {
    return Goal.newBuilder()
        .setEventId("goal-1")
        .setLoopId(LOOP)
        .setOccurredAt(START)
        .setProducer(PRODUCER)
        .setObjective("write hello")
        .setPlanner(PlannerSpec.newBuilder().setKind(PlannerKind.PLAYBOOK).build())
        .setChecks(
            List.of(
                Check.newBuilder()
                    .setName("written")
                    .setKind(CheckKind.FILE_EXISTS)
                    .setConfigJson("{\"path\":\"hello.txt\"}")
                    .build()))
        .setRequestedBy("ann")
        .build();
  }

  /** Its plans with the tool sql wait for approval. */
  static Goal gated() {
    return Goal.newBuilder(goal())
        .setApproval(
            ApprovalPolicy.newBuilder()
                .setTools(List.of("sql"))
                .setCostOverMicroUsd(500_000L)
                .setExpiresAfterMs(60_000)
                .setExpiryRejects(true)
                .build())
        .build();
  }

  static LoopInput.Builder input(InputKind kind) {
    return LoopInput.newBuilder()
        .setEventId("input-1")
        .setLoopId(LOOP)
        .setOccurredAt(START)
        .setProducer(PRODUCER)
        .setKind(kind);
  }

  public static LoopInput accepted(Goal goal) {
    return input(InputKind.GOAL).setGoal(goal).setGoalHash("hash-1").build();
  }

  static LoopInput command(CommandKind kind) {
    return command(kind, "command-1");
  }

  /** A command with what its kind needs. */
  static LoopInput command(CommandKind kind, String eventId) {
    Plan plan =
        new Plan("edited", "", List.of(new ActionSpec("use-noop", "noop", "{}", false, false)));
    LoopCommand command =
        LoopCommand.newBuilder()
            .setEventId(eventId)
            .setText(kind == CommandKind.SIGNAL ? "look at the totals" : null)
            .setLimits(
                kind == CommandKind.AMEND_BUDGET
                    ? List.of(new BudgetLimit(BudgetDimension.TOKENS, 2_000L))
                    : List.of())
            .setLoopId(LOOP)
            .setOccurredAt(START)
            .setProducer(PRODUCER)
            .setKind(kind)
            .setRequestedBy("ann")
            .setReason("enough")
            .build();
    return input(InputKind.COMMAND)
        .setCommand(command)
        .setPlan(kind == CommandKind.EDIT ? plan : null)
        .build();
  }

  public static RequestId request(int iteration, Step step, int index) {
    return new RequestId(LOOP, iteration, step, index, 1);
  }

  public static PlanResult planned(RequestId request, String... tools) {
    return planResult(
        request,
        new Plan(
            "write",
            "the file is missing",
            Stream.of(tools)
                .map(tool -> new ActionSpec("use-" + tool, tool, "{\"a\":1}", false, false))
                .toList()),
        null);
  }

  static PlanResult planResult(RequestId request, @Nullable Plan plan, @Nullable Failure failure) {
    return PlanResult.newBuilder()
        .setEventId("plan-1")
        .setLoopId(LOOP)
        .setOccurredAt(START)
        .setProducer(PRODUCER)
        .setRequest(RequestCodec.encode(request))
        .setPlan(plan)
        .setFailure(failure)
        .build();
  }

  public static Observation observed(
      RequestId request, @Nullable WorkspaceRef after, @Nullable Failure failure) {
    return observation(request, after, failure == null, failure);
  }

  static Observation observation(
      RequestId request, @Nullable WorkspaceRef after, boolean ok, @Nullable Failure failure) {
    ObservationView view =
        ObservationView.newBuilder()
            .setIteration(request.iteration())
            .setIndex(request.index())
            .setName("use")
            .setTool("workspace")
            .setOk(ok)
            .setFailure(failure)
            .setSummary("wrote hello.txt")
            .setResultJson("{\"bytes\":5}")
            .setWorkspace(WorkspaceCodec.encode(after))
            .build();
    return Observation.newBuilder()
        .setEventId("observation-1")
        .setLoopId(LOOP)
        .setOccurredAt(START)
        .setProducer(PRODUCER)
        .setRequest(RequestCodec.encode(request))
        .setView(view)
        .setUsage(ResourceUsage.newBuilder().setWallMs(5).setIsolation("none").build())
        .build();
  }

  static ActionClaim claimed(RequestId request, String claimant) {
    return new ActionClaim(
        "claim-1", LOOP, START, PRODUCER, RequestCodec.encode(request), claimant);
  }

  public static Verdict judged(
      RequestId request, VerdictDecision decision, double score, @Nullable WorkspaceRef judged) {
    VerdictView view =
        new VerdictView(request.iteration(), decision, score, score, List.of(), "not yet");
    return verdict(request, view, null, judged);
  }

  static Verdict verdict(
      RequestId request,
      @Nullable VerdictView view,
      @Nullable Failure failure,
      @Nullable WorkspaceRef judged) {
    return Verdict.newBuilder()
        .setEventId("verdict-1")
        .setLoopId(LOOP)
        .setOccurredAt(START)
        .setProducer(PRODUCER)
        .setRequest(RequestCodec.encode(request))
        .setView(view)
        .setFailure(failure)
        .setWorkspace(WorkspaceCodec.encode(judged))
        .setReceipts(List.of(new Receipt("file_exists", "1", "cd".repeat(32), "{}", List.of())))
        .build();
  }

  public static Failure failure(FailureKind kind) {
    return Failure.newBuilder().setKind(kind).setMessage("broken").build();
  }

  /** The failed answer to a request of any step. */
  public static SpecificRecord failed(RequestId request, Failure failure) {
    return switch (request.step()) {
      case PLAN -> planResult(request, null, failure);
      case ACT -> observed(request, null, failure);
      case VERIFY -> verdict(request, null, failure, null);
    };
  }
}
