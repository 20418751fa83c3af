package io.loopline.workbench.sql;

import io.loopline.workbench.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a script into tokens and writes each in its plainest form: comments become white space,
 * every kind of string becomes {@code '…'}. What is checked and what the engine reads can then not
 * differ by a lexical trick.
 *
 * <p>For one script and one thread.
 */
final class SqlLexer {
  private final String script;
  private int position;
  private String gap = "";

  private SqlLexer(String script) {
    this.script = script;
  }

  static List<SqlToken> tokens(String script) throws SqlRefusal {
    return new SqlLexer(script).all();
  }

  private List<SqlToken> all() throws SqlRefusal {
    List<SqlToken> tokens = new ArrayList<>();
    while (true) {
      skipGap();
      if (position == script.length()) {
        return tokens;
      }
      tokens.add(next());
      gap = "";
    }
  }

  private SqlToken next() throws SqlRefusal {
    char c = script.charAt(position);
    if (c == '\'') {
      return SqlToken.string(quoted('\''), gap);
    }
    if (c == '"') {
      return SqlToken.identifier(quoted('"'), gap);
    }
    if ((c == 'e' || c == 'E') && peek(1) == '\'') {
      position++;
      return SqlToken.string(escaped(), gap);
    }
    if (c == '$' && dollarTagEnd() > 0) {
      return SqlToken.string(dollarQuoted(), gap);
    }
    if (isWord(c)) {
      int start = position;
      while (position < script.length() && isWord(script.charAt(position))) {
        position++;
      }
      return plain(Kind.WORD, script.substring(start, position));
    }
    if (c < ' ' || c == 0x7f) {
      throw SqlRefusal.faulty("The script holds a control character (code " + (int) c + ")");
    }
    position++;
    return plain(Kind.SYMBOL, String.valueOf(c));
  }

  private SqlToken plain(Kind kind, String text) {
    return new SqlToken(kind, text, text, gap);
  }

  /** Letters, digits, underscore, dollar and everything beyond ASCII, as the engine's own lexer. */
  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '$'
        || c >= 0x80;
  }

  private char peek(int ahead) {
    int at = position + ahead;
    return at < script.length() ? script.charAt(at) : 0;
  }

  private void skipGap() throws SqlRefusal {
    while (position < script.length()) {
      char c = script.charAt(position);
      if (c == '\n' || c == '\r' || (c == '-' && peek(1) == '-')) {
        position = c == '-' ? endOfLine() : position + 1;
        gap = "\n";
      } else if (c == ' ' || c == '\t' || c == '\f' || (c == '/' && peek(1) == '*')) {
        position = c == '/' ? endOfComment() : position + 1;
        gap = gap.isEmpty() ? " " : gap;
      } else {
        return;
      }
    }
  }

  private int endOfLine() {
    int end = script.indexOf('\n', position);
    return end < 0 ? script.length() : end;
  }

  private int endOfComment() throws SqlRefusal {
    int depth = 0;
    for (int i = position; i + 1 < script.length(); i++) {
      if (script.startsWith("/*", i)) {
        depth++;
        i++;
      } else if (script.startsWith("*/", i)) {
        depth--;
        i++;
        if (depth == 0) {
          return i + 1;
        }
      }
    }
    throw SqlRefusal.faulty("A comment /* has no end");
  }

  private String quoted(char quote) throws SqlRefusal {
    StringBuilder value = new StringBuilder();
    for (int i = position + 1; i < script.length(); i++) {
      char c = script.charAt(i);
      if (c != quote) {
        value.append(c);
      } else if (i + 1 < script.length() && script.charAt(i + 1) == quote) {
        value.append(c);
        i++;
      } else {
        position = i + 1;
        return value.toString();
      }
    }
    throw SqlRefusal.faulty("A quote " + quote + " has no end");
  }

  private String escaped() throws SqlRefusal {
    StringBuilder value = new StringBuilder();
    for (int i = position + 1; i < script.length(); i++) {
      char c = script.charAt(i);
      if (c == '\\' && i + 1 < script.length()) {
        i++;
        value.append(unescape(script.charAt(i)));
      } else if (c != '\'') {
        value.append(c);
      } else if (i + 1 < script.length() && script.charAt(i + 1) == '\'') {
        value.append(c);
        i++;
      } else {
        position = i + 1;
        return value.toString();
      }
    }
    throw SqlRefusal.faulty("A string E' has no end");
  }

  private static char unescape(char c) throws SqlRefusal {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case '\\', '\'', '"' -> c;
      default -> throw SqlRefusal.faulty("A string E'…' may not hold \\" + c + "; use chr(…)");
    };
  }

  /** Index after the second dollar of an opening tag such as {@code $tag$}; 0 if there is none. */
  private int dollarTagEnd() {
    int i = position + 1;
    while (i < script.length() && script.charAt(i) != '$' && isWord(script.charAt(i))) {
      i++;
    }
    boolean digitFirst = Character.isDigit(peek(1));
    return i < script.length() && script.charAt(i) == '$' && !digitFirst ? i + 1 : 0;
  }

  private String dollarQuoted() throws SqlRefusal {
    int start = dollarTagEnd();
    String tag = script.substring(position, start);
    int end = script.indexOf(tag, start);
    if (end < 0) {
      throw SqlRefusal.faulty("A string " + tag + " has no end");
    }
    position = end + tag.length();
    return script.substring(start, end);
  }
}
