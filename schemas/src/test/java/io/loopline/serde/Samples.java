package io.loopline.serde;

import io.loopline.event.ActionSpec;
import io.loopline.event.ArtifactRef;
import io.loopline.event.BudgetDimension;
import io.loopline.event.Cause;
import io.loopline.event.CauseKind;
import io.loopline.event.Check;
import io.loopline.event.CheckKind;
import io.loopline.event.CheckResult;
import io.loopline.event.ContextEntry;
import io.loopline.event.ContextKind;
import io.loopline.event.DecisionRef;
import io.loopline.event.Disposition;
import io.loopline.event.EffectRef;
import io.loopline.event.Goal;
import io.loopline.event.LedgerLine;
import io.loopline.event.LoopPhase;
import io.loopline.event.LoopTransition;
import io.loopline.event.Observation;
import io.loopline.event.ObservationView;
import io.loopline.event.Plan;
import io.loopline.event.PlanRequest;
import io.loopline.event.PlannerKind;
import io.loopline.event.PlannerSpec;
import io.loopline.event.PlaybookStep;
import io.loopline.event.Policy;
import io.loopline.event.Producer;
import io.loopline.event.RequestRef;
import io.loopline.event.ResourceUsage;
import io.loopline.event.SourceRef;
import io.loopline.event.Step;
import io.loopline.event.VerdictDecision;
import io.loopline.event.VerdictView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Events as a loop in its third iteration has them, with texts of the usual length. */
final class Samples {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final String LOOP = "report-2026-01";
  private static final Producer PRODUCER =
      new Producer("planner-service", "planner-service-1", "0.1.0");
  private static final ArtifactRef WORKSPACE =
      new ArtifactRef("ab".repeat(32), 812L, "application/vnd.loopline.workspace+json");
  private static final ActionSpec WRITE =
      new ActionSpec(
          "write",
          "workspace",
          "{\"path\":\"report.md\",\"text\":\"" + "a ".repeat(60) + "\"}",
          false,
          false);

  private Samples() {}

  static Goal goal() {
    return Goal.newBuilder()
        .setEventId("goal-1")
        .setLoopId(LOOP)
        .setOccurredAt(AT)
        .setProducer(PRODUCER)
        .setObjective("Write the sales report of January with totals per region")
        .setConstraints(List.of("no network", "one file"))
        .setPlanner(planner())
        .setChecks(
            Stream.of("report.md", "totals.csv", "notes.md")
                .map(path ->
                    Check.newBuilder()
                        .setName(path + " exists")
                        .setKind(CheckKind.FILE_EXISTS)
                        .setConfigJson("{\"path\":\"" + path + "\"}")
                        .build())
                .toList())
        .setRequestedBy("ann")
        .build();
  }

  static PlanRequest planRequest() {
    return PlanRequest.newBuilder()
        .setEventId(LOOP + "/9/0")
        .setLoopId(LOOP)
        .setOccurredAt(AT)
        .setProducer(PRODUCER)
        .setRequest(request(3, Step.PLAN))
        .setDecision(new DecisionRef(LOOP + "/9", 0, 2))
        .setExpiresAt(AT.plusSeconds(120))
        .setObjective(goal().getObjective())
        .setConstraints(goal().getConstraints())
        .setPolicy(Policy.newBuilder().build())
        .setPlanner(planner())
        .setContext(window())
        .setLedger(ledger())
        .setWorkspace(WORKSPACE)
        .build();
  }

  static Observation observation() {
    return new Observation(
        LOOP + "/3/ACT/0/1/answer",
        LOOP,
        AT,
        new Producer("executor-service", "executor-service-1", "0.1.0"),
        request(3, Step.ACT),
        view(3),
        new ResourceUsage(3L, 120L, 812L, null, "in-process", null, null, null),
        List.of());
  }

  static LoopTransition transition() {
    return LoopTransition.newBuilder()
        .setEventId(LOOP + "/9/1")
        .setLoopId(LOOP)
        .setOccurredAt(AT)
        .setProducer(PRODUCER)
        .setDecision(new DecisionRef(LOOP + "/9", 1, 2))
        .setSequence(9)
        .setCause(
            new Cause(CauseKind.RECORD, new SourceRef("loop.verdicts", 1, 812L), null, "Verdict"))
        .setAt(AT)
        .setMachineVersion(1)
        .setDisposition(Disposition.APPLIED)
        .setNote("totals.csv: expected a file, found none")
        .setPhaseBefore(LoopPhase.VERIFYING)
        .setPhaseAfter(LoopPhase.PLANNING)
        .setIteration(3)
        .setAttempt(1)
        .setScore(0.5)
        .setLedger(ledger())
        .setEffects(
            Stream.of("AppendContext", "RequestPlan", "ArmTimer")
                .map(kind -> new EffectRef(LOOP + "/9/0", kind, "cd".repeat(32)))
                .toList())
        .setStateHash("ef".repeat(32))
        .build();
  }

  static ContextEntry row() {
    return window().get(1);
  }

  private static List<ContextEntry> window() {
    List<ContextEntry> rows = new ArrayList<>();
    for (int iteration = 1; iteration <= 2; iteration++) {
      Plan plan = new Plan("write", "the file is missing", List.of(WRITE, WRITE));
      rows.add(entry(rows, ContextKind.PLAN, iteration).setPlan(plan).build());
      rows.add(
          entry(rows, ContextKind.OBSERVATION, iteration).setObservation(view(iteration)).build());
      rows.add(entry(rows, ContextKind.VERDICT, iteration).setVerdict(verdict(iteration)).build());
    }
    return rows;
  }

  private static ContextEntry.Builder entry(
      List<ContextEntry> before, ContextKind kind, int iteration) {
    return ContextEntry.newBuilder()
        .setSequence(before.size() + 1)
        .setKind(kind)
        .setIteration(iteration);
  }

  private static ObservationView view(int iteration) {
    return ObservationView.newBuilder()
        .setIteration(iteration)
        .setIndex(0)
        .setName("write")
        .setTool("workspace")
        .setOk(true)
        .setSummary("wrote report.md, 120 bytes")
        .setResultJson("{\"path\":\"report.md\",\"bytes\":120}")
        .setWorkspace(WORKSPACE)
        .build();
  }

  private static VerdictView verdict(int iteration) {
    CheckResult check =
        new CheckResult(
            "totals.csv exists",
            CheckKind.FILE_EXISTS,
            false,
            true,
            1.0,
            0.0,
            "a file",
            "none",
            "totals.csv is missing");
    return new VerdictView(
        iteration, VerdictDecision.CONTINUE, 0.5, 0.5, List.of(check, check), "not yet");
  }

  private static PlannerSpec planner() {
    PlaybookStep step =
        new PlaybookStep("write", "iteration == 1", "it is missing", List.of(WRITE));
    return new PlannerSpec(PlannerKind.PLAYBOOK, List.of(step, step), null);
  }

  private static RequestRef request(int iteration, Step step) {
    return new RequestRef(LOOP + "/" + iteration + "/" + step + "/0/1", iteration, step, 0, 1);
  }

  private static List<LedgerLine> ledger() {
    return Stream.of(BudgetDimension.values())
        .filter(dimension -> dimension != BudgetDimension.UNRECOGNIZED)
        .map(dimension -> new LedgerLine(dimension, 1_000L, 20L, 1L))
        .toList();
  }
}
