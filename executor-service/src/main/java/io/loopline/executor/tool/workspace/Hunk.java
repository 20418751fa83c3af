package io.loopline.executor.tool.workspace;

import java.util.List;

/**
 * One hunk of a unified diff. Lines carry their ends, so that a last line without one and a line
 * with a carriage return are different lines.
 *
 * @param number its place among the hunks of its file, from 1
 * @param diffLine line of the diff where it begins, from 1
 * @param start line of the file where it says it begins, from 1; the line before it if {@code
 *     before} is empty
 * @param before lines the file must have: context and removed ones
 * @param after lines the file has then: context and added ones
 */
record Hunk(int number, int diffLine, int start, List<String> before, List<String> after) {

  Hunk {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /** Index in the lines of the file where it says it begins. */
  int index() {
    return before.isEmpty() ? start : start - 1;
  }

  boolean hasCarriageReturns() {
    return before.stream().anyMatch(TextLines::endsInCrlf)
        || after.stream().anyMatch(TextLines::endsInCrlf);
  }

  /** The same with carriage returns, for files that have them everywhere. */
  Hunk withCarriageReturns() {
    return new Hunk(number, diffLine, start, TextLines.toCrlf(before), TextLines.toCrlf(after));
  }
}
