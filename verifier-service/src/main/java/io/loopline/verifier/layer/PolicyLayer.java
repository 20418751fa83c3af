package io.loopline.verifier.layer;

import io.loopline.event.ArtifactRef;
import io.loopline.event.NamedInput;
import io.loopline.event.Policy;
import io.loopline.event.VerifyRequest;
import io.loopline.workbench.workspace.ManifestEntry;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;

/**
 * Policy of the goal, before any check looks at the content: a file under a denied path is an
 * untouched input or somebody wrote where no tool may.
 */
final class PolicyLayer {
  static final String NAME = "policy";
  static final String VERSION = "1";

  List<String> violations(VerifyRequest request, List<ManifestEntry> files) {
    List<PathMatcher> denied = globs(request.getPolicy());
    return files.stream()
        .filter(file -> denied.stream().anyMatch(glob -> glob.matches(Path.of(file.path()))))
        .filter(file -> request.getInputs().stream().noneMatch(input -> isInput(input, file)))
        .map(file -> "file " + file.path() + " was written under a denied path")
        .toList();
  }

  String evidence(VerifyRequest request) {
    return "no file written under " + request.getPolicy().getDeniedPaths();
  }

  /**
   * The denied paths.
   *
   * @throws java.util.regex.PatternSyntaxException when one is not a glob
   */
  static List<PathMatcher> globs(Policy policy) {
    return policy.getDeniedPaths().stream()
        .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern))
        .toList();
  }

  private static boolean isInput(NamedInput input, ManifestEntry file) {
    ArtifactRef artifact = input.getArtifact();
    return artifact != null
        && file.path().equals(input.getPath())
        && file.sha256().equals(artifact.getSha256());
  }
}
