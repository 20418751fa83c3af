package io.loopline.executor.tool.workspace;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one hunk from the lines of a diff: as many lines as its header says, no more or less. */
final class HunkReader {
  private static final Pattern HEADER =
      Pattern.compile("@@ -(\\d{1,9})(?:,(\\d{1,9}))? \\+(\\d{1,9})(?:,(\\d{1,9}))? @@.*");

  private final List<String> lines;
  private final String path;
  private final List<String> before = new ArrayList<>();
  private final List<String> after = new ArrayList<>();
  private int next;
  private int beforeCount;
  private int afterCount;

  private HunkReader(List<String> lines, String path, int start) {
    this.lines = lines;
    this.path = path;
    this.next = start;
  }

  /** A hunk and the index of the line after it. */
  record Read(Hunk hunk, int next) {}

  /**
   * Reads a hunk.
   *
   * @param lines the diff, without line ends
   * @param start index of the hunk's header
   */
  static Read read(List<String> lines, String path, int start, int number) throws PatchRefused {
    return new HunkReader(lines, path, start).read(number);
  }

  private Read read(int number) throws PatchRefused {
    int header = next + 1;
    Matcher ranges = HEADER.matcher(lines.get(next));
    if (!ranges.matches()) {
      throw PatchRefused.atLine(
          header,
          "is no hunk header: %s; expected the like of @@ -1,3 +1,4 @@"
              .formatted(TextLines.quote(lines.get(next))));
    }
    beforeCount = count(ranges.group(2));
    afterCount = count(ranges.group(4));
    int from = Integer.parseInt(ranges.group(1));
    if (from == 0 && beforeCount > 0) {
      throw PatchRefused.atLine(header, "begins a hunk at line 0; lines are counted from 1");
    }
    next++;
    while (before.size() < beforeCount || after.size() < afterCount) {
      line(number);
    }
    if (next < lines.size() && lines.get(next).startsWith("\\")) {
      withoutNewline(number);
    }
    if (before.equals(after)) {
      throw PatchRefused.atLine(
          header, "begins hunk %d of '%s', which changes nothing".formatted(number, path));
    }
    return new Read(new Hunk(number, header, from, before, after), next);
  }

  private static int count(@Nullable String digits) {
    return digits == null ? 1 : Integer.parseInt(digits);
  }

  private void line(int number) throws PatchRefused {
    String line = next < lines.size() ? lines.get(next) : null;
    if (line == null) {
      throw wrong(number, "the diff ends");
    }
    char mark = mark(line);
    String text = (isStripped(line) ? line : line.substring(1)) + "\n";
    switch (mark) {
      case ' ' -> {
        add(before, beforeCount, text, number);
        add(after, afterCount, text, number);
      }
      case '-' -> add(before, beforeCount, text, number);
      case '+' -> add(after, afterCount, text, number);
      case '\\' -> {
        withoutNewline(number);
        return;
      }
      default -> throw wrong(number, "there is " + TextLines.quote(line));
    }
    next++;
  }

  private static char mark(String line) {
    return isStripped(line) ? ' ' : line.charAt(0);
  }

  /** An empty context line whose blank an editor took away. */
  private static boolean isStripped(String line) {
    return line.isEmpty() || line.equals("\r");
  }

  private void add(List<String> side, int count, String text, int number) throws PatchRefused {
    if (side.size() == count) {
      throw wrong(number, "there is " + TextLines.quote(lines.get(next)));
    }
    side.add(text);
  }

  /** The marker takes the line end off the line above it, on each side that line is on. */
  private void withoutNewline(int number) throws PatchRefused {
    char mark = mark(lines.get(next - 1));
    if (mark != '+') {
      takeNewline(before, beforeCount, number);
    }
    if (mark != '-') {
      takeNewline(after, afterCount, number);
    }
    next++;
  }

  private void takeNewline(List<String> side, int count, int number) throws PatchRefused {
    if (side.isEmpty() || side.size() != count || !side.getLast().endsWith("\n")) {
      throw PatchRefused.atLine(
          next + 1,
          "takes the line end off a line of hunk %d of '%s' that is not its last"
              .formatted(number, path));
    }
    side.set(side.size() - 1, TextLines.withoutEnd(side.getLast()));
  }

  private PatchRefused wrong(int number, String found) {
    return PatchRefused.atLine(
        next + 1,
        "is not what the header of hunk %d of '%s' says: after %d of %d old and %d of %d new lines %s"
            .formatted(number, path, before.size(), beforeCount, after.size(), afterCount, found));
  }
}
