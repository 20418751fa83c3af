package io.loopline.executor.tool.workspace;

import io.loopline.executor.tool.workspace.FileChange.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a diff says of one file before its hunks, gathered line by line. */
final class FileHeader {
  private static final List<String> TEXT_MODES = List.of("100644", "100755");

  private final int diffLine;
  private final @Nullable String gitNames;
  private final List<Hunk> hunks = new ArrayList<>();
  private @Nullable Kind mode;
  private @Nullable String before;
  private @Nullable String after;

  /**
   * Begins the part of a file.
   *
   * @param gitNames what follows {@code diff --git}; null in a diff that is not Git's
   */
  FileHeader(int diffLine, @Nullable String gitNames) {
    this.diffLine = diffLine;
    this.gitNames = gitNames;
  }

  boolean hasNames() {
    return before != null;
  }

  /** Takes the names after {@code ---} and {@code +++}. */
  void names(String from, String to, int line) throws PatchRefused {
    before = DiffName.read(from, line);
    after = DiffName.read(to, line + 1);
  }

  void add(Hunk hunk) {
    hunks.add(hunk);
  }

  int hunkCount() {
    return hunks.size();
  }

  /** Takes a line of Git's between {@code diff --git} and the names; others mean nothing. */
  void gitLine(String line, int number) throws PatchRefused {
    if (line.startsWith("new file mode ")) {
      mode = Kind.CREATE;
      checkMode(line, number);
    } else if (line.startsWith("deleted file mode ")) {
      mode = Kind.DELETE;
      checkMode(line, number);
    } else if (line.startsWith("rename ")) {
      throw unsupported(number, "renames a file; delete the one and create the other");
    } else if (line.startsWith("copy ")) {
      throw unsupported(number, "copies a file; create the other");
    } else if (line.startsWith("old mode ") || line.startsWith("new mode ")) {
      throw unsupported(number, "changes the mode of a file, and workspaces keep none");
    }
  }

  private void checkMode(String line, int number) throws PatchRefused {
    String found = line.substring(line.lastIndexOf(' ') + 1);
    if (!TEXT_MODES.contains(found)) {
      throw unsupported(
          number, "has the mode " + found + ", which is no file's: a link or a module");
    }
  }

  private PatchRefused unsupported(int line, String what) {
    return PatchRefused.atLine(line, what + " (" + (gitNames == null ? before : gitNames) + ")");
  }

  PatchRefused binary(int line) {
    return unsupported(line, "is a binary patch; only text is patched");
  }

  /** The path, once the header is complete. */
  String path() throws PatchRefused {
    if (before != null && after != null) {
      return DiffName.common(before, after, diffLine);
    }
    String names = gitNames == null ? "" : gitNames;
    int middle = names.length() / 2;
    if (names.length() % 2 == 0 || names.charAt(middle) != ' ') {
      throw PatchRefused.atLine(diffLine, "does not name one file: " + TextLines.quote(names));
    }
    return DiffName.common(
        DiffName.read(names.substring(0, middle), diffLine),
        DiffName.read(names.substring(middle + 1), diffLine),
        diffLine);
  }

  /** The whole part of the file, after its last hunk. */
  FileChange finish() throws PatchRefused {
    Kind kind = kind();
    String path = path();
    if (hunks.isEmpty() && (kind == Kind.CHANGE || before != null)) {
      throw PatchRefused.atLine(diffLine, "begins the part of '" + path + "', which has no hunk");
    }
    return new FileChange(diffLine, kind, path, hunks);
  }

  private Kind kind() {
    if (DiffName.NONE.equals(before)) {
      return Kind.CREATE;
    }
    if (DiffName.NONE.equals(after)) {
      return Kind.DELETE;
    }
    return mode == null ? Kind.CHANGE : mode;
  }
}
