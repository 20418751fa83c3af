package io.loopline.loopctl.loops;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.loopline.event.ArtifactRef;
import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.ExitCode;
import io.loopline.workbench.artifact.DirectoryArtifactStore;
import io.loopline.workbench.workspace.ManifestEntry;
import io.loopline.workbench.workspace.WorkspaceStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds and copies the files of a workspace through the artifact directory. Never creates the
 * directory: a reading command leaves nothing behind.
 *
 * @param artifacts directory of the artifact store
 */
record WorkspaceFiles(Path artifacts) {

  /** The files of a workspace; null for a loop without one. */
  ResultFiles list(@Nullable ArtifactRef workspace) {
    if (workspace == null) {
      return new ResultFiles.None();
    }
    if (!Files.isDirectory(artifacts)) {
      return new ResultFiles.Unavailable(
          "in workspace "
              + workspace.getSha256()
              + ", but there is no artifact store at "
              + artifacts
              + "; name it with --artifacts");
    }
    try {
      return new ResultFiles.Listed(
          store().manifest(workspace).stream().map(this::stored).toList());
    } catch (IOException failure) {
      return new ResultFiles.Unavailable(
          "in workspace " + workspace.getSha256() + ", not readable: " + failure.getMessage());
    }
  }

  /** Copies all files into a directory that is empty or not there yet; returns how many. */
  int copy(@Nullable ArtifactRef workspace, Path target) {
    if (workspace == null) {
      throw new CliFailure(ExitCode.BAD_INPUT, "the loop has no workspace, so nothing to copy");
    }
    try {
      requireEmpty(target);
      Files.createDirectories(target);
      return store().restore(workspace, List.of(), target).visible().size();
    } catch (IOException failure) {
      throw new CliFailure(
          ExitCode.BAD_INPUT,
          "cannot copy workspace %s from %s to %s: %s"
              .formatted(workspace.getSha256(), artifacts, target, failure.getMessage()),
          failure);
    }
  }

  /** The files as JSON; null when they cannot be named here. */
  static @Nullable ArrayNode json(ResultFiles files) {
    return switch (files) {
      case ResultFiles.None _ -> JsonNodeFactory.instance.arrayNode();
      case ResultFiles.Unavailable _ -> null;
      case ResultFiles.Listed listed -> {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (ResultFiles.StoredFile file : listed.files()) {
          array
              .addObject()
              .put("path", file.path())
              .put("sha256", file.sha256())
              .put("size_bytes", file.sizeBytes())
              .put("stored", file.stored().toString());
        }
        yield array;
      }
    };
  }

  private ResultFiles.StoredFile stored(ManifestEntry entry) {
    // The layout of DirectoryArtifactStore: ab/abcdef...
    Path place = artifacts.resolve(entry.sha256().substring(0, 2)).resolve(entry.sha256());
    return new ResultFiles.StoredFile(entry.path(), entry.sha256(), entry.size(), place);
  }

  private WorkspaceStore store() throws IOException {
    if (!Files.isDirectory(artifacts)) {
      throw new IOException("there is no artifact store here; name it with --artifacts");
    }
    return new WorkspaceStore(new DirectoryArtifactStore(artifacts));
  }

  private static void requireEmpty(Path target) throws IOException {
    if (!Files.exists(target)) {
      return;
    }
    if (!Files.isDirectory(target)) {
      throw new IOException("it is not a directory");
    }
    try (Stream<Path> content = Files.list(target)) {
      if (content.findAny().isPresent()) {
        throw new IOException("the directory is not empty");
      }
    }
  }
}
