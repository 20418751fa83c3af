package io.loopline.verifier.layer;

import io.loopline.event.ArtifactRef;
import io.loopline.event.BudgetDimension;
import io.loopline.event.Check;
import io.loopline.event.CheckKind;
import io.loopline.event.DecisionRef;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.LedgerLine;
import io.loopline.event.NamedInput;
import io.loopline.event.ObservationView;
import io.loopline.event.Policy;
import io.loopline.event.Producer;
import io.loopline.event.RequestRef;
import io.loopline.event.Step;
import io.loopline.event.VerifyRequest;
import io.loopline.model.LanguageModel;
import io.loopline.model.ModelCall;
import io.loopline.model.ModelOutcome;
import io.loopline.verifier.check.CheckCatalogue;
import io.loopline.verifier.check.CheckRunner;
import io.loopline.verifier.judge.Judge;
import io.loopline.workbench.artifact.DirectoryArtifactStore;
import io.loopline.workbench.sandbox.Sandbox;
import io.loopline.workbench.sandbox.SandboxSettings;
import io.loopline.workbench.sql.LockedSql;
import io.loopline.workbench.workspace.WorkspaceStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A real artifact store and the engine over it; requests of iteration 2 of loop "movies". */
public final class Scenario implements AutoCloseable {
  private static final String REQUEST_ID = "movies/2/VERIFY/0/1";

  private final Path root;
  private final LockedSql sql = new LockedSql(1);
  private final DirectoryArtifactStore artifacts;
  private final Verification verification;

  public Scenario(Path root) throws IOException {
    this(root, SandboxSettings.DEFAULT.bwrap());
  }

  /** With another program for the sandbox. */
  Scenario(Path root, String bwrap) throws IOException {
    this(root, bwrap, Scenario::noModel);
  }

  /** With a model that judges. */
  public Scenario(Path root, LanguageModel models) throws IOException {
    this(root, SandboxSettings.DEFAULT.bwrap(), models);
  }

  private Scenario(Path root, String bwrap, LanguageModel models) throws IOException {
    this.root = root;
    Sandbox sandbox =
        new Sandbox(
            new SandboxSettings(bwrap, List.of(), 65520, 256, 2, 64), root.resolve("etc"), 1);
    this.artifacts = new DirectoryArtifactStore(root.resolve("artifacts"));
    this.verification =
        new Verification(
            artifacts,
            CheckCatalogue.of(sql, sandbox),
            new CheckRunner(1),
            new Judge(models, () -> Instant.EPOCH),
            scratch());
  }

  private static ModelOutcome noModel(ModelCall call) {
    throw new AssertionError("no model is to be asked, but " + call.profile() + " was");
  }

  Path scratch() {
    return root.resolve("scratch");
  }

  public Verification verification() {
    return verification;
  }

  DirectoryArtifactStore artifacts() {
    return artifacts;
  }

  /** Stores a workspace of these files. */
  public ArtifactRef workspace(Map<String, String> files) throws IOException {
    Path directory = Files.createTempDirectory(root, "workspace-");
    for (var file : files.entrySet()) {
      Files.writeString(directory.resolve(file.getKey()), file.getValue());
    }
    return new WorkspaceStore(artifacts).snapshot(directory);
  }

  NamedInput fileInput(String path, String content) throws IOException {
    ArtifactRef bytes = artifacts.put(content.getBytes(StandardCharsets.UTF_8), "text/plain");
    return new NamedInput("data", null, path, bytes);
  }

  /** Where the bytes of an artifact lie in the store. */
  Path blob(String sha256) {
    return root.resolve("artifacts").resolve(sha256.substring(0, 2)).resolve(sha256);
  }

  static ArtifactRef unknown() {
    return new ArtifactRef("ab".repeat(32), 10L, "application/vnd.loopline.workspace+json");
  }

  /** A request in which everything fits: one action, observed, that left this workspace. */
  public static VerifyRequest.Builder request(ArtifactRef workspace, Check... checks) {
    return VerifyRequest.newBuilder()
        .setEventId("movies/7/0")
        .setLoopId("movies")
        .setOccurredAt(Instant.EPOCH)
        .setProducer(new Producer("planner-service", "planner-service-1", "test"))
        .setRequest(new RequestRef(REQUEST_ID, 2, Step.VERIFY, 0, 1))
        .setDecision(new DecisionRef("movies/7", 0, 1))
        .setExpiresAt(Instant.EPOCH.plusSeconds(60))
        .setObjective("clean movies")
        .setChecks(List.of(checks))
        .setInputs(List.of())
        .setPolicy(new Policy(List.of(), List.of(), List.of()))
        .setWorkspace(workspace)
        .setObservations(List.of(ok(0, workspace).build()))
        .setPlannedActions(1)
        .setLedger(List.of(new LedgerLine(BudgetDimension.ITERATIONS, 10L, 1L, 1L)))
        .setBestScore(null);
  }

  static ObservationView.Builder ok(int index, ArtifactRef workspace) {
    return ObservationView.newBuilder()
        .setIteration(2)
        .setIndex(index)
        .setName("clean")
        .setTool("sql")
        .setOk(true)
        .setFailure(null)
        .setSummary("all checks pass, believe me")
        .setResultJson("{\"rows\":3}")
        .setOutput(null)
        .setWorkspace(workspace);
  }

  static ObservationView.Builder failed(int index) {
    return ok(index, unknown())
        .setOk(false)
        .setWorkspace(null)
        .setFailure(new Failure(FailureKind.TOOL_FAILED, "no such column", null, List.of()));
  }

  /** A required check of weight 1. */
  public static Check check(String name, CheckKind kind, String config) {
    return new Check(name, kind, config.replace('\'', '"'), true, 1.0, 10_000L);
  }

  static Check optional(Check check) {
    return Check.newBuilder(check).setRequired(false).build();
  }

  static Check weighing(double weight, Check check) {
    return Check.newBuilder(check).setWeight(weight).build();
  }

  /** A check that passes when the file is there. */
  public static Check exists(String name, String path) {
    return check(name, CheckKind.FILE_EXISTS, "{'path':'" + path + "'}");
  }

  @Override
  public void close() {
    sql.close();
  }
}
