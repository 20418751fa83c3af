package io.loopline.executor.tool.workspace;

import io.loopline.event.FailureKind;
import io.loopline.executor.tool.ToolCall;
import io.loopline.workbench.workspace.WorkspacePath;
import io.loopline.workbench.workspace.WorkspacePath.Resolution;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Texts of the workspace with changes that are not written yet. For one call, one thread. */
final class StagedFiles {
  private final ToolCall call;

  /** By relative path; empty for a file that is to be deleted. */
  private final Map<String, Optional<String>> changes = new TreeMap<>();

  StagedFiles(ToolCall call) {
    this.call = call;
  }

  /** The text of a file as it will be; empty if there will be none. */
  Optional<String> text(String path) throws PatchRefused, IOException {
    Path file = resolve(path);
    if (changes.containsKey(path)) {
      return changes.get(path);
    }
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      throw PatchRefused.failed("'" + path + "' is a folder; a diff changes files");
    }
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    if (Files.size(file) > call.limits().workspaceBytes()) {
      throw tooLarge(path, Files.size(file));
    }
    try {
      return Optional.of(Files.readString(file));
    } catch (CharacterCodingException e) {
      throw PatchRefused.failed("'" + path + "' is not UTF-8 text; a diff changes text only");
    }
  }

  void put(String path, String text) throws PatchRefused {
    long bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > call.limits().workspaceBytes()) {
      throw tooLarge(path, bytes);
    }
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      if (isFile(path.substring(0, slash))) {
        throw PatchRefused.failed("A file is where '" + path + "' needs a folder");
      }
    }
    if (changes.entrySet().stream()
        .anyMatch(each -> each.getValue().isPresent() && each.getKey().startsWith(path + "/"))) {
      throw PatchRefused.failed("'" + path + "' is a folder; a diff changes files");
    }
    changes.put(path, Optional.of(text));
  }

  void delete(String path) {
    changes.put(path, Optional.empty());
  }

  /** Writes it all. */
  void write() throws IOException {
    for (Map.Entry<String, Optional<String>> change : changes.entrySet()) {
      if (change.getValue().isEmpty()) {
        Files.deleteIfExists(call.workspace().resolve(change.getKey()));
      }
    }
    for (Map.Entry<String, Optional<String>> change : changes.entrySet()) {
      Path file = call.workspace().resolve(change.getKey());
      if (change.getValue().isPresent()) {
        Path folder = file.getParent();
        if (folder != null) {
          Files.createDirectories(folder);
        }
        Files.write(file, change.getValue().get().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private boolean isFile(String path) {
    Optional<String> change = changes.get(path);
    return change == null
        ? Files.isRegularFile(call.workspace().resolve(path), LinkOption.NOFOLLOW_LINKS)
        : change.isPresent();
  }

  private Path resolve(String path) throws PatchRefused {
    return switch (WorkspacePath.resolve(call.workspace(), path)) {
      case Resolution.Refused refused ->
          throw new PatchRefused(FailureKind.DENIED, "Outside the workspace: " + refused.reason());
      case Resolution.Inside _ when call.paths().denies(path) ->
          throw new PatchRefused(FailureKind.DENIED, "The policy denies '" + path + "'");
      case Resolution.Inside inside -> inside.file();
    };
  }

  private PatchRefused tooLarge(String path, long bytes) {
    return new PatchRefused(
        FailureKind.LIMIT_EXCEEDED,
        "'%s' would have %d bytes, the workspace may have %d"
            .formatted(path, bytes, call.limits().workspaceBytes()));
  }
}
