package io.loopline.executor.tool.workspace;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** File names as headers of diffs write them. Stateless. */
final class DiffName {
  /** Stands for a file that is not there. */
  static final String NONE = "/dev/null";

  private static final String ESCAPES = "abtnvfr\"\\";
  private static final String ESCAPED = "\007\b\t\n\013\f\r\"\\";

  private DiffName() {}

  /**
   * Reads what follows {@code ---} or {@code +++}: a name and perhaps a tab and a time, or a name
   * in quotes with the escapes of C.
   */
  static String read(String text, int diffLine) throws PatchRefused {
    if (!text.startsWith("\"")) {
      int tab = text.indexOf('\t');
      return (tab < 0 ? text : text.substring(0, tab)).strip();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int at = 1;
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\') {
        at += escape(text, at + 1, bytes, diffLine);
      } else {
        int end = text.offsetByCodePoints(at, 1);
        bytes.writeBytes(text.substring(at, end).getBytes(StandardCharsets.UTF_8));
        at = end;
      }
    }
    if (at >= text.length()) {
      throw PatchRefused.atLine(diffLine, "has a name whose quotes do not end: " + text);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Reads one escape after its backslash; gives its length with the backslash. */
  private static int escape(String text, int at, ByteArrayOutputStream bytes, int diffLine)
      throws PatchRefused {
    int simple = at < text.length() ? ESCAPES.indexOf(text.charAt(at)) : -1;
    if (simple >= 0) {
      bytes.write(ESCAPED.charAt(simple));
      return 2;
    }
    if (at + 3 <= text.length() && text.substring(at, at + 3).matches("[0-3][0-7]{2}")) {
      bytes.write(Integer.parseInt(text, at, at + 3, 8));
      return 4;
    }
    throw PatchRefused.atLine(diffLine, "has an unknown escape in the name " + text);
  }

  /** The one name of a file that one side calls {@code a/name} and the other {@code b/name}. */
  static String common(String before, String after, int diffLine) throws PatchRefused {
    boolean isPrefixed =
        (before.startsWith("a/") || before.equals(NONE))
            && (after.startsWith("b/") || after.equals(NONE));
    String from = isPrefixed && !before.equals(NONE) ? before.substring(2) : before;
    String to = isPrefixed && !after.equals(NONE) ? after.substring(2) : after;
    if (from.equals(NONE) && to.equals(NONE)) {
      throw PatchRefused.atLine(diffLine, "names no file: both sides are " + NONE);
    }
    if (from.equals(NONE)) {
      return to;
    }
    if (to.equals(NONE) || from.equals(to)) {
      return from;
    }
    throw PatchRefused.atLine(
        diffLine,
        "renames '%s' to '%s'; renames are not supported: delete the one and create the other"
            .formatted(from, to));
  }
}
