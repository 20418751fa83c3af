package io.loopline.executor.tool.workspace;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.loopline.executor.policy.PathPolicy;
import io.loopline.executor.tool.ToolCall;
import io.loopline.executor.tool.ToolLimits;
import io.loopline.executor.tool.ToolOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** A workspace in a temporary directory, and diffs on it. */
@SuppressWarnings("NullAway.Init") // JUnit sets the directory
abstract class PatchFixture {
  static final long WORKSPACE_BYTES = 1000;

  @TempDir Path workspace;

  void file(String path, String content) throws IOException {
    Path file = workspace.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  ToolOutcome patch(String diff) throws IOException {
    ToolCall call =
        new ToolCall(
            JsonNodeFactory.instance.objectNode().put("operation", "patch").put("diff", diff),
            workspace,
            PathPolicy.denying(List.of("secret/**")),
            new ToolLimits(Duration.ofSeconds(1), 1 << 20, 1 << 16, WORKSPACE_BYTES),
            "key");
    return new WorkspaceTool().run(call);
  }

  /** The text of a patch that must apply. */
  String patched(String diff) throws IOException {
    return switch (patch(diff)) {
      case ToolOutcome.Done done -> done.text();
      case ToolOutcome.Failed failed -> throw new AssertionError(failed.toString());
    };
  }

  /** All files by path, with their text. */
  Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(workspace)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(workspace.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }
}
