package io.loopline.verifier.layer;

import io.loopline.event.ArtifactRef;
import io.loopline.event.ObservationView;
import io.loopline.event.VerifyRequest;
import io.loopline.workbench.artifact.ArtifactStore;
import io.loopline.workbench.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Layer 1: observations are well-formed and what they point at exists. It sees a forged or lost
 * observation without doing any work.
 */
final class ContractLayer {
  static final String NAME = "contract";
  static final String VERSION = "1";

  private final ArtifactStore artifacts;

  ContractLayer(ArtifactStore artifacts) {
    this.artifacts = artifacts;
  }

  List<String> problems(VerifyRequest request) {
    List<String> problems = new ArrayList<>();
    exists(problems, "the workspace to judge", request.getWorkspace());
    for (ObservationView observation : request.getObservations()) {
      wellFormed(problems, observation);
      String who = "observation " + observation.getIndex() + " (" + observation.getName() + ")";
      exists(problems, "the workspace of " + who, observation.getWorkspace());
      exists(problems, "the output of " + who, observation.getOutput());
    }
    return problems;
  }

  String evidence(Workspace workspace) {
    return "observations well-formed, artifacts exist, %d files of %d bytes restored by hash"
        .formatted(workspace.visible().size(), workspace.sizeBytes());
  }

  private void exists(List<String> problems, String what, @Nullable ArtifactRef artifact) {
    if (artifact != null && !artifacts.contains(artifact.getSha256())) {
      problems.add(
          what + " is not in the artifact store: sha256 " + Clip.of(artifact.getSha256(), 80));
    }
  }

  private static void wellFormed(List<String> problems, ObservationView observation) {
    String who = "observation " + observation.getIndex();
    if (observation.getName().isEmpty() || observation.getTool().isEmpty()) {
      problems.add(who + " names no action or no tool");
    }
    if (observation.getOk() && observation.getFailure() != null) {
      problems.add(who + " says ok and carries a failure");
    }
    if (!observation.getOk() && observation.getFailure() == null) {
      problems.add(who + " says not ok and carries no failure");
    }
    String result = observation.getResultJson();
    if (result != null && JsonText.parse(result).isEmpty()) {
      problems.add("the result of " + who + " is not JSON");
    }
  }
}
