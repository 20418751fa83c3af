package io.loopline.executor.tool.workspace;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads unified diffs, those of Git and plain ones. Own code, because of two libraries
 * java-diff-utils drops carriage returns and what goes beyond a hunk's count, and JGit takes the
 * next file of a plain diff for part of the hunk before it.
 *
 * <p>Words around the parts of files are passed over, as patch programs do; whatever could be a
 * change is read or refused.
 */
final class DiffReader {
  private static final String GIT = "diff --git ";
  private static final String BEFORE = "--- ";
  private static final String AFTER = "+++ ";

  private final List<String> lines;
  private final List<FileChange> changes = new ArrayList<>();
  private @Nullable FileHeader file;
  private boolean afterHunk;
  private int next;

  private DiffReader(List<String> lines) {
    this.lines = lines;
  }

  /** Reads a diff; a diff with CRLF at each line end is read as if it had LF. */
  static List<FileChange> read(String diff) throws PatchRefused {
    List<String> lines = TextLines.of(diff);
    boolean isCrlf = TextLines.allCrlf(lines);
    DiffReader reader =
        new DiffReader(
            lines.stream()
                .map(TextLines::withoutEnd)
                .map(line ->
                    isCrlf && line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
                .toList());
    return reader.read();
  }

  private List<FileChange> read() throws PatchRefused {
    while (next < lines.size()) {
      line(lines.get(next));
    }
    finishFile();
    if (changes.isEmpty()) {
      throw PatchRefused.failed(
          "The diff has no part of a file; one begins with '--- a/FILE' and '+++ b/FILE'");
    }
    return changes;
  }

  private void line(String line) throws PatchRefused {
    if (line.startsWith(GIT)) {
      begin(new FileHeader(next + 1, line.substring(GIT.length())));
      next++;
    } else if (line.startsWith("diff --cc ") || line.startsWith("diff --combined ")) {
      throw PatchRefused.atLine(next + 1, "is a diff of a merge; make one against a single parent");
    } else if (line.startsWith(BEFORE) && isAt(next + 1, AFTER)) {
      names(line);
    } else if (line.startsWith("@@")) {
      hunk();
    } else {
      other(line);
      next++;
    }
  }

  private boolean isAt(int index, String beginning) {
    return index < lines.size() && lines.get(index).startsWith(beginning);
  }

  private void begin(FileHeader header) throws PatchRefused {
    finishFile();
    file = header;
    afterHunk = false;
  }

  private void finishFile() throws PatchRefused {
    if (file != null) {
      changes.add(file.finish());
    }
    file = null;
  }

  private void names(String line) throws PatchRefused {
    if (file == null || file.hasNames()) {
      begin(new FileHeader(next + 1, null));
    }
    if (file != null) {
      file.names(
          line.substring(BEFORE.length()), lines.get(next + 1).substring(AFTER.length()), next + 1);
    }
    next += 2;
  }

  private void hunk() throws PatchRefused {
    if (file == null || !file.hasNames()) {
      throw PatchRefused.atLine(
          next + 1, "begins a hunk, and no '---' and '+++' say of which file");
    }
    HunkReader.Read read = HunkReader.read(lines, file.path(), next, file.hunkCount() + 1);
    file.add(read.hunk());
    next = read.next();
    afterHunk = true;
  }

  private void other(String line) throws PatchRefused {
    if (line.equals("GIT binary patch")
        || (line.startsWith("Binary files ") && line.endsWith(" differ"))) {
      throw (file == null ? new FileHeader(next + 1, line) : file).binary(next + 1);
    }
    boolean isSignature = line.equals("-- ") || line.equals("--");
    if (file != null && !line.isEmpty() && "+-\\ ".indexOf(line.charAt(0)) >= 0 && !isSignature) {
      throw PatchRefused.atLine(next + 1, stray(line, file));
    }
    if (file != null && !afterHunk) {
      file.gitLine(line, next + 1);
    }
    if (isSignature) {
      finishFile();
    }
  }

  private String stray(String line, FileHeader header) throws PatchRefused {
    return afterHunk
        ? "goes on after hunk %d of '%s', whose header counts fewer lines: %s"
            .formatted(header.hunkCount(), header.path(), TextLines.quote(line))
        : "belongs to no hunk: " + TextLines.quote(line);
  }
}
