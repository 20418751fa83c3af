package io.loopline.verifier.layer;

import io.loopline.workbench.workspace.TreeRemoval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An empty directory that is gone when it is closed. */
record Scratch(Path directory) implements AutoCloseable {
  static Scratch below(Path parent) throws IOException {
    Files.createDirectories(parent);
    return new Scratch(Files.createTempDirectory(parent, "verification-"));
  }

  @Override
  public void close() throws IOException {
    delete(directory);
  }

  /** Deletes a tree without following links; a tree that is not there is fine. */
  static void delete(Path tree) throws IOException {
    TreeRemoval.remove(tree);
  }
}
