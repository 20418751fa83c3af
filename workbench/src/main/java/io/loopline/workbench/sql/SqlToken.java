package io.loopline.workbench.sql;

import java.util.Locale;

/**
 * One token of a script.
 *
 * @param text what reaches the engine
 * @param value content of a string or quoted identifier, unescaped; otherwise the text
 * @param gap white space before it: nothing, a space or a line break
 */
record SqlToken(Kind kind, String text, String value, String gap) {

  enum Kind {
    WORD,
    STRING,
    QUOTED_IDENTIFIER,
    SYMBOL
  }

  static SqlToken string(String value, String gap) {
    return new SqlToken(Kind.STRING, "'" + value.replace("'", "''") + "'", value, gap);
  }

  static SqlToken identifier(String value, String gap) {
    return new SqlToken(
        Kind.QUOTED_IDENTIFIER, "\"" + value.replace("\"", "\"\"") + "\"", value, gap);
  }

  /** The upper-case keyword a bare word may be; empty for any other token. */
  String keyword() {
    return kind == Kind.WORD ? text.toUpperCase(Locale.ROOT) : "";
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** The same token with another content, for a string or a quoted identifier. */
  SqlToken withValue(String other) {
    return kind == Kind.STRING ? string(other, gap) : identifier(other, gap);
  }
}
