package io.loopline.executor.tool.workspace;

import java.util.ArrayList;
import java.util.List;

/** Text as lines that carry their ends; only the last may have none. Stateless. */
final class TextLines {
  private static final int SHOWN = 160;

  private TextLines() {}

  static List<String> of(String text) {
    List<String> lines = new ArrayList<>();
    for (int start = 0; start < text.length(); ) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline + 1;
      lines.add(text.substring(start, end));
      start = end;
    }
    return lines;
  }

  static boolean endsInCrlf(String line) {
    return line.endsWith("\r\n");
  }

  /** Whether there are line ends and all are CRLF. */
  static boolean allCrlf(List<String> lines) {
    boolean found = false;
    for (String line : lines) {
      if (line.endsWith("\n")) {
        if (!endsInCrlf(line)) {
          return false;
        }
        found = true;
      }
    }
    return found;
  }

  static List<String> toCrlf(List<String> lines) {
    return lines.stream()
        .map(line -> line.endsWith("\n") ? withoutEnd(line) + "\r\n" : line)
        .toList();
  }

  static String withoutEnd(String line) {
    return line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
  }

  /** In quotes, with what cannot be seen escaped; its line end is left out. */
  static String quote(String line) {
    return quoteAll(withoutEnd(line));
  }

  /** In quotes, line end included. */
  static String quoteAll(String line) {
    String shown = line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
    return '"'
        + shown
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\t", "\\t")
            .replace("\r", "\\r")
            .replace("\n", "\\n")
        + '"';
  }
}
