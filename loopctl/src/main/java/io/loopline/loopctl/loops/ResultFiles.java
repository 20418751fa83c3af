package io.loopline.loopctl.loops;

import java.nio.file.Path;
import java.util.List;

/** The files a loop left behind. */
sealed interface ResultFiles {

  /** The loop has no workspace. */
  record None() implements ResultFiles {}

  /** There is a workspace, but its manifest cannot be read here. */
  record Unavailable(String reason) implements ResultFiles {}

  /** The files of the workspace. */
  record Listed(List<StoredFile> files) implements ResultFiles {
    public Listed {
      files = List.copyOf(files);
    }
  }

  /**
   * One file of a workspace.
   *
   * @param path path in the workspace
   * @param sha256 hash of the content
   * @param sizeBytes size
   * @param stored where its bytes are in the artifact store
   */
  record StoredFile(String path, String sha256, long sizeBytes, Path stored) {}
}
