package io.loopline.executor.tool.workspace;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a diff does to one file.
 *
 * @param diffLine line of the diff where the file's part begins, from 1
 * @param path relative to the workspace, as the diff has it; nothing says it stays inside
 * @param hunks in the order of the diff; none for an empty file that comes or goes
 */
record FileChange(int diffLine, Kind kind, String path, List<Hunk> hunks) {

  /** How. */
  enum Kind {
    CREATE,
    CHANGE,
    DELETE
  }

  FileChange {
    requireNonNull(kind, "kind is null");
    requireNonNull(path, "path is null");
    hunks = List.copyOf(hunks);
  }
}
