package io.loopline.planner.planning;

import io.loopline.event.ActionSpec;
import io.loopline.event.ArtifactRef;
import io.loopline.event.CheckKind;
import io.loopline.event.CheckResult;
import io.loopline.event.ContextEntry;
import io.loopline.event.ContextKind;
import io.loopline.event.DecisionRef;
import io.loopline.event.Failure;
import io.loopline.event.NamedInput;
import io.loopline.event.ObservationView;
import io.loopline.event.PlanCaps;
import io.loopline.event.PlanRequest;
import io.loopline.event.PlannerKind;
import io.loopline.event.PlannerSpec;
import io.loopline.event.PlaybookStep;
import io.loopline.event.Policy;
import io.loopline.event.Producer;
import io.loopline.event.RequestRef;
import io.loopline.event.Step;
import io.loopline.event.Strategy;
import io.loopline.event.VerdictDecision;
import io.loopline.event.VerdictView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds plan requests for tests; every part has a default. */
public final class Requests {
  private final List<PlaybookStep> steps = new ArrayList<>();
  private final List<NamedInput> inputs = new ArrayList<>();
  private final List<ContextEntry> context = new ArrayList<>();
  private List<String> allowedTools = List.of();
  private PlannerKind kind = PlannerKind.PLAYBOOK;
  private @Nullable ArtifactRef workspace;
  private Strategy strategy = Strategy.newBuilder().build();

  public static Requests request() {
    return new Requests();
  }

  public static ActionSpec action(String name, String tool, String argumentsJson) {
    return new ActionSpec(name, tool, argumentsJson, false, false);
  }

  public static CheckResult check(String name, boolean passed) {
    double score = passed ? 1 : 0;
    return new CheckResult(
        name, CheckKind.SQL, passed, true, 1.0, score, "none", "3 rows", "fix " + name);
  }

  public Requests step(String name, @Nullable String when, ActionSpec... actions) {
    steps.add(new PlaybookStep(name, when, "because of " + name, List.of(actions)));
    return this;
  }

  public Requests explained(String name, String rationale) {
    steps.add(new PlaybookStep(name, null, rationale, List.of()));
    return this;
  }

  public Requests kind(PlannerKind newKind) {
    kind = newKind;
    return this;
  }

  public Requests allowing(String... tools) {
    allowedTools = List.of(tools);
    return this;
  }

  public Requests input(String name, String valueJson) {
    inputs.add(new NamedInput(name, valueJson, null, null));
    return this;
  }

  public Requests file(String name, String path) {
    ArtifactRef bytes = new ArtifactRef("ab".repeat(32), 42L, "application/json");
    inputs.add(new NamedInput(name, null, path, bytes));
    return this;
  }

  public Requests strategy(int newLevel, boolean shrink) {
    strategy = new Strategy(newLevel, 0, 0, shrink);
    return this;
  }

  public Requests workspace(String sha256) {
    workspace = new ArtifactRef(sha256, 7L, "application/vnd.loopline.workspace+json");
    return this;
  }

  public Requests verdict(int iteration, double score, CheckResult... checks) {
    VerdictView view =
        new VerdictView(
            iteration, VerdictDecision.CONTINUE, score, score, List.of(checks), "not yet");
    context.add(entry(ContextKind.VERDICT, iteration).setVerdict(view).build());
    return this;
  }

  public Requests observed(int iteration, String name, @Nullable String resultJson) {
    return observed(iteration, name, resultJson, null);
  }

  public Requests observed(
      int iteration, String name, @Nullable String resultJson, @Nullable Failure failure) {
    ObservationView view =
        new ObservationView(
            iteration, 0, name, "sql", failure == null, failure, "seen", resultJson, null, null);
    context.add(entry(ContextKind.OBSERVATION, iteration).setObservation(view).build());
    return this;
  }

  public Requests signal(String text) {
    context.add(entry(ContextKind.SIGNAL, 1).setText(text).build());
    return this;
  }

  public PlanRequest build() {
    Producer producer = new Producer("planner-service", "planner-service-1", "test");
    return PlanRequest.newBuilder()
        .setEventId("loop-1/5/0")
        .setLoopId("loop-1")
        .setOccurredAt(Instant.EPOCH)
        .setProducer(producer)
        .setRequest(new RequestRef("loop-1/2/PLAN/0/1", 2, Step.PLAN, 0, 1))
        .setDecision(new DecisionRef("loop-1/5", 0, 1))
        .setExpiresAt(Instant.EPOCH.plusSeconds(120))
        .setObjective("clean the data")
        .setInputs(inputs)
        .setPolicy(new Policy(allowedTools, List.of(), List.of()))
        .setPlanner(new PlannerSpec(kind, steps, null))
        .setContext(context)
        .setLedger(List.of())
        .setConstraints(List.of())
        .setCaps(new PlanCaps(0L, 0L, 0L))
        .setWorkspace(workspace)
        .setStrategy(strategy)
        .build();
  }

  private ContextEntry.Builder entry(ContextKind entryKind, int iteration) {
    return ContextEntry.newBuilder()
        .setSequence(context.size() + 1L)
        .setKind(entryKind)
        .setIteration(iteration)
        .setReceipts(List.of());
  }
}
