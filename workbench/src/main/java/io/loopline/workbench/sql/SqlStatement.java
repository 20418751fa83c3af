package io.loopline.workbench.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One statement of a script, of a kind that is offered.
 *
 * @param tokens at least one, without the semicolon
 * @param query whether it does nothing but give rows
 */
record SqlStatement(List<SqlToken> tokens, boolean query) {
  private static final Set<String> QUERIES =
      Set.of("SELECT", "FROM", "VALUES", "TABLE", "PIVOT", "UNPIVOT");
  private static final Set<String> DESCRIPTIONS =
      Set.of("DESCRIBE", "SHOW", "SUMMARIZE", "EXPLAIN");
  private static final Set<String> CHANGES = Set.of("INSERT", "UPDATE", "DELETE", "MERGE");
  private static final Set<String> OTHERS =
      Set.of(
          "CREATE",
          "COPY",
          "DROP",
          "ALTER",
          "TRUNCATE",
          "BEGIN",
          "START",
          "COMMIT",
          "ROLLBACK",
          "END",
          "ABORT",
          "COMMENT",
          "ANALYZE");
  private static final Set<String> DENIED =
      Set.of(
          "INSTALL",
          "LOAD",
          "FORCE",
          "ATTACH",
          "DETACH",
          "USE",
          "SET",
          "RESET",
          "PRAGMA",
          "CALL",
          "EXPORT",
          "IMPORT",
          "PREPARE",
          "EXECUTE",
          "DEALLOCATE",
          "CHECKPOINT",
          "VACUUM");

  private static final Set<String> BEFORE_SECRET =
      Set.of("OR", "REPLACE", "TEMP", "TEMPORARY", "PERSISTENT");

  SqlStatement {
    tokens = List.copyOf(tokens);
  }

  /** Splits at semicolons and refuses the whole script if one statement is not offered. */
  static List<SqlStatement> split(List<SqlToken> tokens) throws SqlRefusal {
    List<SqlStatement> statements = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= tokens.size(); i++) {
      if (i == tokens.size() || tokens.get(i).isSymbol(";")) {
        if (i > start) {
          statements.add(of(tokens.subList(start, i)));
        }
        start = i + 1;
      }
    }
    if (statements.isEmpty()) {
      throw SqlRefusal.faulty("The script has no statement");
    }
    return statements;
  }

  private static SqlStatement of(List<SqlToken> tokens) throws SqlRefusal {
    String first = tokens.getFirst().isSymbol("(") ? "SELECT" : tokens.getFirst().keyword();
    if (DENIED.contains(first) && !isSetVariable(tokens)) {
      throw SqlRefusal.denied(
          first + " is not offered: a script may query, create, change and COPY, nothing else");
    }
    if (first.equals("UPDATE") && word(tokens, 1).equals("EXTENSIONS") && tokens.size() < 4) {
      throw SqlRefusal.denied("UPDATE EXTENSIONS is not offered");
    }
    if ((first.equals("CREATE") || first.equals("DROP")) && namesSecret(tokens)) {
      throw SqlRefusal.denied(first + " SECRET is not offered");
    }
    if (first.equals("WITH")) {
      return new SqlStatement(tokens, !CHANGES.contains(verbAfterWith(tokens)));
    }
    if (QUERIES.contains(first)) {
      return new SqlStatement(tokens, true);
    }
    if (!CHANGES.contains(first)
        && !OTHERS.contains(first)
        && !DESCRIPTIONS.contains(first)
        && !DENIED.contains(first)) {
      throw SqlRefusal.faulty(
          "Syntax error: no statement starts with '" + tokens.getFirst().text() + "'");
    }
    return new SqlStatement(tokens, false);
  }

  private static boolean isSetVariable(List<SqlToken> tokens) {
    String first = tokens.getFirst().keyword();
    return (first.equals("SET") || first.equals("RESET")) && word(tokens, 1).equals("VARIABLE");
  }

  private static boolean namesSecret(List<SqlToken> tokens) {
    return tokens.stream()
        .skip(1)
        .map(SqlToken::keyword)
        .filter(word -> !BEFORE_SECRET.contains(word))
        .findFirst()
        .orElse("")
        .equals("SECRET");
  }

  private static String verbAfterWith(List<SqlToken> tokens) {
    int depth = 0;
    for (SqlToken token : tokens) {
      if (token.isSymbol("(")) {
        depth++;
      } else if (token.isSymbol(")")) {
        depth--;
      } else if (depth == 0
          && (QUERIES.contains(token.keyword()) || CHANGES.contains(token.keyword()))) {
        return token.keyword();
      }
    }
    return "";
  }

  private static String word(List<SqlToken> tokens, int index) {
    return index < tokens.size() ? tokens.get(index).keyword() : "";
  }

  /** The text for the engine. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (SqlToken token : tokens) {
      text.append(token.gap()).append(token.text());
    }
    return text.toString().strip();
  }
}
