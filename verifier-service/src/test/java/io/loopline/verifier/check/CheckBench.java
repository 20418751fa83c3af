package io.loopline.verifier.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loopline.workbench.artifact.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** A workspace directory, and checks run on it as the service runs them. */
final class CheckBench {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path root;
  private final CheckRunner runner = new CheckRunner(1);
  private final TreeMap<String, String> hashes = new TreeMap<>();
  private final Map<String, Object> inputs = new HashMap<>();
  private final Map<String, Object> observations = new HashMap<>();
  private Duration limit = Duration.ofSeconds(30);

  CheckBench(Path root) {
    this.root = root;
  }

  CheckBench file(String path, String content) {
    try {
      Path file = root.resolve(path);
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, content);
      hashes.put(path, Sha256.of(file));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CheckBench input(String name, String json) {
    inputs.put(name, PlainJson.value(read(json)));
    return this;
  }

  CheckBench observation(String name, String json) {
    observations.put(name, PlainJson.value(read(json)));
    return this;
  }

  CheckBench limit(Duration time) {
    limit = time;
    return this;
  }

  CheckOutcome run(WorkspaceCheck check, String settings) throws InterruptedException, CannotRun {
    return runner.run(check, read(settings), new Judged(root, hashes, inputs, observations, limit));
  }

  /** What comes of a check that is not required: one that cannot run did not pass. */
  CheckOutcome outcome(WorkspaceCheck check, String settings) throws InterruptedException {
    try {
      return run(check, settings);
    } catch (CannotRun unable) {
      return CheckOutcome.error("", String.valueOf(unable.getMessage()));
    }
  }

  static com.fasterxml.jackson.databind.JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
