package io.loopline.loopctl.goal;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopline.codec.goal.GoalProblem;
import io.loopline.event.ArtifactRef;
import io.loopline.workbench.artifact.ArtifactStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The files a goal names, relative to the goal file's directory. */
final class GoalInputs {
  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "json", "application/json",
          "jsonl", "application/x-ndjson",
          "csv", "text/csv",
          "txt", "text/plain",
          "md", "text/markdown",
          "parquet", "application/vnd.apache.parquet");

  private final Path directory;

  GoalInputs(Path directory) {
    this.directory = directory;
  }

  List<GoalProblem> problems(JsonNode document) {
    List<GoalProblem> problems = new ArrayList<>();
    JsonNode inputs = document.path("inputs");
    for (int i = 0; inputs.isArray() && i < inputs.size(); i++) {
      JsonNode file = inputs.path(i).path("file");
      if (file.isTextual() && !isFile(file.textValue())) {
        String path = GoalProblem.field(GoalProblem.item("inputs", i), "file");
        problems.add(new GoalProblem(path, "no readable file at '" + file.textValue() + "'"));
      }
    }
    return problems;
  }

  private boolean isFile(String name) {
    try {
      Path file = directory.resolve(name);
      return Files.isRegularFile(file) && Files.isReadable(file);
    } catch (InvalidPathException _) {
      return false;
    }
  }

  /**
   * A reference that takes as many bytes as a real one, to judge a goal before anything is stored.
   */
  ArtifactRef placeholder(String name) {
    return new ArtifactRef("0".repeat(64), 1L << 40, mediaType(name));
  }

  ArtifactRef stored(String name, ArtifactStore store) {
    // opened here, so that a person's own symbolic link is followed
    try (InputStream content = Files.newInputStream(directory.resolve(name))) {
      return store.put(content, mediaType(name));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot put '" + name + "' into the artifact store", e);
    }
  }

  private static String mediaType(String name) {
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return MEDIA_TYPES.getOrDefault(extension, "application/octet-stream");
  }
}
