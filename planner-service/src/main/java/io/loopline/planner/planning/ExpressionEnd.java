package io.loopline.planner.planning;

/** Finds the braces that end a template's expression, past texts, comments and map literals. */
final class ExpressionEnd {
  private final String source;

  ExpressionEnd(String source) {
    this.source = source;
  }

  /** Index of the closing <code>}}</code> of the expression that begins at {@code start}. */
  int after(int start) throws PlaybookException {
    int depth = 0;
    int at = start;
    while (at < source.length()) {
      char character = source.charAt(at);
      if (depth == 0 && source.startsWith("}}", at)) {
        return at;
      }
      if (character == '"' || character == '\'') {
        at = endOfText(at);
      } else if (source.startsWith("//", at)) {
        int newline = source.indexOf('\n', at);
        at = newline < 0 ? source.length() : newline;
      } else {
        depth += character == '{' ? 1 : character == '}' ? -1 : 0;
        at++;
      }
    }
    throw new PlaybookException(
        "the template at character " + (start - 1) + " has no closing }}; write \\{{ for braces");
  }

  /** Index after the text literal whose opening quote is at {@code at}. */
  private int endOfText(int at) {
    String quote = source.substring(at, at + 1);
    String delimiter = source.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
    int next = at + delimiter.length();
    while (next < source.length() && !source.startsWith(delimiter, next)) {
      // As in the language itself, also where the text is a raw one.
      next += source.charAt(next) == '\\' ? 2 : 1;
    }
    return Math.min(next + delimiter.length(), source.length());
  }
}
