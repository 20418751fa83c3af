package io.loopline.planner.controller;

import io.loopline.event.ActionClaim;
import io.loopline.event.ActionRequest;
import io.loopline.event.ActionSpec;
import io.loopline.event.ArtifactRef;
import io.loopline.event.Check;
import io.loopline.event.CheckKind;
import io.loopline.event.CheckResult;
import io.loopline.event.CommandKind;
import io.loopline.event.Goal;
import io.loopline.event.InputKind;
import io.loopline.event.LoopCommand;
import io.loopline.event.LoopInput;
import io.loopline.event.Observation;
import io.loopline.event.ObservationView;
import io.loopline.event.Plan;
import io.loopline.event.PlanRequest;
import io.loopline.event.PlanResult;
import io.loopline.event.PlannerKind;
import io.loopline.event.PlannerSpec;
import io.loopline.event.PlaybookStep;
import io.loopline.event.Producer;
import io.loopline.event.Receipt;
import io.loopline.event.RequestRef;
import io.loopline.event.ResourceUsage;
import io.loopline.event.Verdict;
import io.loopline.event.VerdictDecision;
import io.loopline.event.VerdictView;
import io.loopline.event.VerifyRequest;
import java.time.Instant;
import java.util.List;

/** Goals and the answers of made-up workers. */
final class LoopEvents {
  static final Producer WORKER = new Producer("worker", "worker-1", "test");
  static final ArtifactRef WORKSPACE =
      new ArtifactRef("ab".repeat(32), 7L, "application/vnd.loopline.workspace+json");
  static final Receipt RECEIPT =
      new Receipt("file_exists", "1", "ab".repeat(32), "hello.txt has 5 bytes", List.of());

  private static final ActionSpec ACTION =
      new ActionSpec(
          "write",
          "workspace",
          "{\"operation\":\"write\",\"path\":\"hello.txt\",\"content\":\"hello\"}",
          false,
          false);

  private LoopEvents() {}

  static Goal goal(String loopId) {
    return goal(loopId, "write hello");
  }

  static Goal goal(String loopId, String objective) {
    PlaybookStep step = new PlaybookStep("write", null, "it is missing", List.of(ACTION));
    return Goal.newBuilder()
        .setEventId("goal-of-" + loopId)
        .setLoopId(loopId)
        .setOccurredAt(Instant.EPOCH)
        .setProducer(WORKER)
        .setObjective(objective)
        .setPlanner(new PlannerSpec(PlannerKind.PLAYBOOK, List.of(step), null))
        .setChecks(
            List.of(
                new Check(
                    "written",
                    CheckKind.FILE_EXISTS,
                    "{\"path\":\"hello.txt\"}",
                    true,
                    1.0,
                    5_000L)))
        .build();
  }

  /** An inbox record as the intake makes it of a command. */
  static LoopInput input(String loopId) {
    return LoopInput.newBuilder()
        .setEventId("loop.commands/0/0")
        .setLoopId(loopId)
        .setOccurredAt(Instant.EPOCH)
        .setProducer(WORKER)
        .setKind(InputKind.COMMAND)
        .setCommand(cancel(loopId))
        .build();
  }

  static LoopCommand cancel(String loopId) {
    return LoopCommand.newBuilder()
        .setEventId("cancel-" + loopId)
        .setLoopId(loopId)
        .setOccurredAt(Instant.EPOCH)
        .setProducer(WORKER)
        .setKind(CommandKind.CANCEL)
        .setRequestedBy("ann")
        .setReason("enough")
        .build();
  }

  static PlanResult plan(PlanRequest request) {
    return plan(request.getLoopId(), request.getRequest());
  }

  static PlanResult plan(String loopId, RequestRef request) {
    return PlanResult.newBuilder()
        .setEventId(request.getRequestId() + "/answer")
        .setLoopId(loopId)
        .setOccurredAt(Instant.EPOCH)
        .setProducer(WORKER)
        .setRequest(request)
        .setPlan(new Plan("write", "it is missing", List.of(ACTION)))
        .build();
  }

  static Observation observed(ActionRequest request) {
    return observed(request.getLoopId(), request.getRequest());
  }

  static Observation observed(String loopId, RequestRef request) {
    ObservationView view =
        new ObservationView(
            request.getIteration(),
            request.getIndex(),
            "write",
            "workspace",
            true,
            null,
            "wrote hello.txt",
            null,
            null,
            WORKSPACE);
    return new Observation(
        request.getRequestId() + "/answer",
        loopId,
        Instant.EPOCH,
        WORKER,
        request,
        view,
        new ResourceUsage(3L, 0L, 7L, null, "in-process", null, null, null),
        List.of());
  }

  static Verdict achieved(VerifyRequest request) {
    return judged(
        request.getLoopId(), request.getRequest(), VerdictDecision.ACHIEVED, "all is well");
  }

  static Verdict notYet(VerifyRequest request) {
    return judged(
        request.getLoopId(),
        request.getRequest(),
        VerdictDecision.CONTINUE,
        "hello.txt is missing");
  }

  static Verdict judged(
      String loopId, RequestRef request, VerdictDecision decision, String feedback) {
    boolean passed = decision == VerdictDecision.ACHIEVED;
    double score = passed ? 1 : 0;
    CheckResult check =
        new CheckResult(
            "written", CheckKind.FILE_EXISTS, passed, true, 1.0, score, "a file", "none", feedback);
    return Verdict.newBuilder()
        .setEventId(request.getRequestId() + "/answer")
        .setLoopId(loopId)
        .setOccurredAt(Instant.EPOCH)
        .setProducer(WORKER)
        .setRequest(request)
        .setView(
            new VerdictView(
                request.getIteration(), decision, score, score, List.of(check), feedback))
        .setWorkspace(WORKSPACE)
        .setReceipts(List.of(RECEIPT))
        .build();
  }

  static ActionClaim claim(ActionRequest request) {
    return new ActionClaim(
        request.getRequest().getRequestId() + "/claim",
        request.getLoopId(),
        Instant.EPOCH,
        WORKER,
        request.getRequest(),
        "worker-1");
  }
}
