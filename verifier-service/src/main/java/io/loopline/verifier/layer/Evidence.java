package io.loopline.verifier.layer;

import io.loopline.event.ArtifactRef;
import io.loopline.event.Failure;
import io.loopline.event.NamedInput;
import io.loopline.event.ObservationView;
import io.loopline.event.VerifyRequest;
import io.loopline.verifier.check.Judged;
import io.loopline.verifier.check.PlainJson;
import io.loopline.workbench.workspace.ManifestEntry;
import io.loopline.workbench.workspace.Workspace;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns a request and a restored workspace into what checks may look at. */
final class Evidence {
  private Evidence() {}

  static Judged of(VerifyRequest request, Workspace workspace) {
    TreeMap<String, String> hashes = new TreeMap<>();
    for (ManifestEntry file : workspace.visible()) {
      hashes.put(file.path(), file.sha256());
    }
    return new Judged(
        workspace.directory(),
        hashes,
        inputs(request.getInputs()),
        observations(request.getObservations()),
        Duration.ZERO);
  }

  private static Map<String, Object> inputs(List<NamedInput> inputs) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (NamedInput input : inputs) {
      ArtifactRef file = input.getArtifact();
      String path = input.getPath();
      if (file != null && path != null) {
        values.put(
            input.getName(),
            Map.of("path", path, "sha256", file.getSha256(), "size", file.getSizeBytes()));
      } else {
        values.put(input.getName(), json(input.getValueJson()));
      }
    }
    return values;
  }

  private static Map<String, Object> observations(List<ObservationView> observations) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (ObservationView observation : observations) {
      Map<String, Object> claims = new LinkedHashMap<>();
      claims.put("ok", observation.getOk());
      claims.put("tool", observation.getTool());
      claims.put("summary", observation.getSummary());
      claims.put("result", json(observation.getResultJson()));
      claims.put("failure", failure(observation.getFailure()));
      values.put(observation.getName(), claims);
    }
    return values;
  }

  private static Object failure(@Nullable Failure failure) {
    return failure == null
        ? json(null)
        : Map.of("kind", failure.getKind().name(), "message", failure.getMessage());
  }

  private static Object json(@Nullable String text) {
    return PlainJson.value(
        JsonText.parse(text == null ? "null" : text)
            .orElseGet(() -> com.fasterxml.jackson.databind.node.NullNode.getInstance()));
  }
}
