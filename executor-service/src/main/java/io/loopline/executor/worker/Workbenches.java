package io.loopline.executor.worker;

import io.loopline.workbench.workspace.TreeRemoval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out an empty directory per run and removes it afterwards. Owns the directory it is given:
 * what an earlier process left there is removed. Thread-safe.
 */
final class Workbenches {
  private static final Logger LOG = LoggerFactory.getLogger(Workbenches.class);
  private static final int TRIES = 3;

  private final Path directory;

  Workbenches(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
    List<Path> left;
    try (Stream<Path> entries = Files.list(directory)) {
      left = entries.toList();
    }
    left.forEach(Workbenches::remove);
  }

  Path open() throws IOException {
    return Files.createTempDirectory(directory, "action-");
  }

  /** Removes the directory and everything in it; a link is removed, not followed. */
  static void remove(Path run) {
    for (int i = 1; ; i++) {
      try {
        TreeRemoval.remove(run);
        return;
      } catch (IOException e) {
        // a script that did not react to its stop may still be writing
        if (i == TRIES) {
          LOG.atWarn().setCause(e).addKeyValue("directory", run).log("directory not removed");
          return;
        }
      }
    }
  }
}
