package io.loopline.verifier.layer;

import static java.util.Objects.requireNonNull;

import io.loopline.event.ArtifactRef;
import io.loopline.event.CheckResult;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.VerifyRequest;
import io.loopline.model.ModelUsage;
import io.loopline.verifier.check.CannotRun;
import io.loopline.verifier.check.CheckCatalogue;
import io.loopline.verifier.check.CheckRunner;
import io.loopline.verifier.judge.Judge;
import io.loopline.workbench.artifact.ArtifactStore;
import io.loopline.workbench.workspace.Workspace;
import io.loopline.workbench.workspace.WorkspaceStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges a workspace: contract, consistency, policy, checks, progress; cheapest first, and the
 * first layer that does not hold ends it, so that nothing unseen is ever achieved. The workspace is
 * restored by hash and everything is recomputed; what observations claim is compared, not believed.
 * Holds no state between requests; safe for many threads.
 */
public final class Verification {
  private static final Logger LOG = LoggerFactory.getLogger(Verification.class);

  /** Subject of receipts when no snapshot exists yet. */
  private static final String INPUTS_ALONE = "";

  private final ContractLayer contract;
  private final ConsistencyLayer consistency = new ConsistencyLayer();
  private final PolicyLayer policy = new PolicyLayer();
  private final ChecksLayer checks;
  private final CheckCatalogue catalogue;
  private final WorkspaceStore workspaces;
  private final Path scratch;

  /**
   * Wires the layers.
   *
   * @param scratch directory for restored workspaces; what an earlier process left there is deleted
   */
  public Verification(
      ArtifactStore artifacts,
      CheckCatalogue catalogue,
      CheckRunner runner,
      Judge judge,
      Path scratch)
      throws IOException {
    this.contract = new ContractLayer(artifacts);
    this.checks = new ChecksLayer(catalogue, runner, judge);
    this.catalogue = requireNonNull(catalogue, "catalogue is null");
    this.workspaces = new WorkspaceStore(artifacts);
    this.scratch = requireNonNull(scratch, "scratch is null");
    Scratch.delete(scratch);
  }

  /**
   * Judges what the request names.
   *
   * @throws InterruptedException when the service stops; nothing was decided
   */
  public Judgement judge(VerifyRequest request) throws InterruptedException {
    Optional<Failure> refusal = Judgeable.refusal(request, catalogue);
    if (refusal.isPresent()) {
      return new Judgement.NotMade(refusal.get());
    }
    try (Scratch directory = Scratch.below(scratch)) {
      return judge(request, directory.directory());
    } catch (IOException broken) {
      LOG.atError()
          .setCause(broken)
          .addKeyValue("loopId", request.getLoopId())
          .log("verification could not use its files");
      String message = "the verifier could not use its files: " + broken;
      return new Judgement.NotMade(
          new Failure(FailureKind.TRANSIENT, Clip.of(message, 2_000), null, List.of()));
    }
  }

  private Judgement judge(VerifyRequest request, Path directory)
      throws IOException, InterruptedException {
    ArtifactRef snapshot = request.getWorkspace();
    Receipts receipts =
        new Receipts(snapshot == null ? INPUTS_ALONE : snapshot.getSha256(), request.getEventId());
    Verdicts verdicts = new Verdicts(request, receipts);
    List<String> malformed = contract.problems(request);
    if (!malformed.isEmpty()) {
      return verdicts.broken(ContractLayer.NAME, ContractLayer.VERSION, malformed);
    }
    List<String> inconsistent = consistency.problems(request);
    if (!inconsistent.isEmpty()) {
      return verdicts.broken(ConsistencyLayer.NAME, ConsistencyLayer.VERSION, inconsistent);
    }
    return switch (Restoration.of(workspaces, request, directory)) {
      case Restoration.Impossible(Failure failure) -> new Judgement.NotMade(failure);
      case Restoration.Broken(String problem) ->
          verdicts.broken(ContractLayer.NAME, ContractLayer.VERSION, List.of(problem));
      case Restoration.Restored(Workspace workspace) -> {
        receipts.layer(ContractLayer.NAME, ContractLayer.VERSION, contract.evidence(workspace));
        receipts.layer(
            ConsistencyLayer.NAME, ConsistencyLayer.VERSION, consistency.evidence(request));
        yield content(request, workspace, receipts, verdicts);
      }
    };
  }

  private Judgement content(
      VerifyRequest request, Workspace workspace, Receipts receipts, Verdicts verdicts)
      throws InterruptedException, IOException {
    List<String> violations = policy.violations(request, workspace.visible());
    if (!violations.isEmpty()) {
      return verdicts.unsafe(PolicyLayer.NAME, PolicyLayer.VERSION, violations);
    }
    receipts.layer(PolicyLayer.NAME, PolicyLayer.VERSION, policy.evidence(request));
    try {
      return switch (checks.run(request, Evidence.of(request, workspace))) {
        case ChecksRun.Done(List<CheckResult> results, ModelUsage usage) ->
            verdicts.checked(results, usage, checks);
        case ChecksRun.NoVerdict(Failure failure, ModelUsage usage) ->
            new Judgement.NotMade(failure, usage);
      };
    } catch (CannotRun unable) {
      String message = "no verdict is possible: required ";
      return new Judgement.NotMade(
          new Failure(
              FailureKind.TERMINAL,
              Clip.of(message + unable.getMessage(), 2_000),
              null,
              List.of()));
    }
  }
}
