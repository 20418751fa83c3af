package io.loopline.verifier.check;

import io.loopline.workbench.artifact.Sha256;
import io.loopline.workbench.workspace.WorkspacePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A file a check looks for. */
sealed interface WorkspaceFile {
  /** There is no regular file of that name. */
  record Absent(String reason) implements WorkspaceFile {}

  /** A regular file. */
  record Present(Path path, long size) implements WorkspaceFile {
    /** The UTF-8 text; malformed bytes are an error, never replaced. */
    String text(int maxBytes) throws IOException, BrokenCheck {
      if (size > maxBytes) {
        throw BrokenCheck.inWorkspace(
            path.getFileName() + " has " + size + " bytes; this check reads up to " + maxBytes);
      }
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
          .toString();
    }

    String sha256() throws IOException {
      return Sha256.of(path);
    }
  }

  /** Looks for a file by its path relative to the workspace; a path that leaves it is an error. */
  static WorkspaceFile find(Path root, String relative) throws IOException, BrokenCheck {
    return switch (WorkspacePath.resolve(root, relative)) {
      case WorkspacePath.Resolution.Refused(String reason) -> throw BrokenCheck.inWorkspace(reason);
      case WorkspacePath.Resolution.Inside(Path path, String name) -> look(path, name);
    };
  }

  private static WorkspaceFile look(Path path, String relative) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return new Absent("no file " + relative + " in the workspace");
    }
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return new Absent(relative + " is not a regular file");
    }
    return new Present(path, Files.size(path));
  }
}
