package io.loopline.workbench.sql;

import io.loopline.workbench.sql.SqlToken.Kind;
import io.loopline.workbench.workspace.WorkspacePath;
import io.loopline.workbench.workspace.WorkspacePath.Resolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Makes relative paths work: the engine's own working directory is not the workspace, so literals
 * in the place of a path are written out in full. What is no path of the workspace is refused here;
 * the engine's own lock refuses what this does not see, such as a computed path.
 *
 * <p>Places: after FROM, JOIN, DESCRIBE, SUMMARIZE, PIVOT, UNPIVOT; after TO in COPY; the first
 * argument of a function that reads files, alone or in a list.
 */
final class SqlPaths {
  private static final Set<String> BEFORE_SOURCE =
      Set.of("FROM", "JOIN", "DESCRIBE", "SUMMARIZE", "PIVOT", "UNPIVOT");
  private static final Set<String> FROM_IS_AN_ARGUMENT =
      Set.of("EXTRACT", "TRIM", "SUBSTRING", "OVERLAY", "POSITION");
  private static final Pattern FILE_FUNCTION =
      Pattern.compile("READ_[A-Z_]+|PARQUET_[A-Z_]+|GLOB|SNIFF_CSV");
  private static final Pattern DATA_FILE =
      Pattern.compile(".*\\.(csv|tsv|txt|json|jsonl|ndjson|parquet)(\\.(gz|zst))?");
  private static final int MAX_DEPTH = 200;

  /** An open bracket: its character, the word before it, the index of its first token. */
  private record Bracket(String symbol, String opener, int first) {}

  private final Path workspace;
  private final Predicate<String> denied;

  SqlPaths(Path workspace, Predicate<String> denied) {
    this.workspace = workspace;
    this.denied = denied;
  }

  SqlStatement inFull(SqlStatement statement) throws SqlRefusal, IOException {
    List<SqlToken> tokens = statement.tokens();
    List<SqlToken> result = new ArrayList<>(tokens.size());
    Deque<Bracket> open = new ArrayDeque<>();
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      if (token.isSymbol("(") || token.isSymbol("[")) {
        open.push(new Bracket(token.text(), keyword(tokens, i - 1), i + 1));
        if (open.size() > MAX_DEPTH) {
          throw SqlRefusal.faulty("Brackets are nested deeper than " + MAX_DEPTH);
        }
      } else if ((token.isSymbol(")") || token.isSymbol("]")) && !open.isEmpty()) {
        open.pop();
      }
      result.add(inFull(tokens, i, open));
    }
    return new SqlStatement(result, statement.query());
  }

  private SqlToken inFull(List<SqlToken> tokens, int index, Deque<Bracket> open)
      throws SqlRefusal, IOException {
    SqlToken token = tokens.get(index);
    boolean copy = open.isEmpty() && keyword(tokens, 0).equals("COPY");
    boolean string = token.kind() == Kind.STRING;
    if (string && copy && keyword(tokens, index - 1).equals("TO")) {
      Path target = inFull(token.value());
      Path parent = target.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      return token.withValue(target.toString());
    }
    boolean source = isSource(tokens, index, open);
    if (string
        && ((source && (copy || looksLikePath(token.value())))
            || isArgument(tokens, index, open))) {
      return token.withValue(inFull(token.value()).toString());
    }
    if (token.kind() == Kind.QUOTED_IDENTIFIER && source && looksLikeDataFile(token.value())) {
      return token.withValue(inFull(token.value()).toString());
    }
    return token;
  }

  private static boolean isSource(List<SqlToken> tokens, int index, Deque<Bracket> open) {
    String before = keyword(tokens, index - 1);
    if (!BEFORE_SOURCE.contains(before)) {
      return false;
    }
    if (!before.equals("FROM")) {
      return true;
    }
    Bracket around = open.peek();
    boolean argument =
        around != null
            && FROM_IS_AN_ARGUMENT.contains(around.opener())
            && around.first() != index - 1
            && !keyword(tokens, around.first()).equals("SELECT");
    return !argument && !keyword(tokens, index - 2).equals("DISTINCT");
  }

  private static boolean isArgument(List<SqlToken> tokens, int index, Deque<Bracket> open) {
    Bracket around = open.peek();
    if (around == null || !endsItem(tokens, index + 1)) {
      return false;
    }
    if (around.symbol().equals("(")) {
      return around.first() == index && FILE_FUNCTION.matcher(around.opener()).matches();
    }
    Bracket outer = open.stream().skip(1).findFirst().orElse(null);
    return outer != null
        && outer.symbol().equals("(")
        && outer.first() == around.first() - 1
        && FILE_FUNCTION.matcher(outer.opener()).matches()
        && (tokens.get(index - 1).isSymbol("[") || tokens.get(index - 1).isSymbol(","));
  }

  /** A literal that goes on, as in {@code 'a' || x}, is no whole path. */
  private static boolean endsItem(List<SqlToken> tokens, int index) {
    return index < tokens.size()
        && (tokens.get(index).isSymbol(",")
            || tokens.get(index).isSymbol(")")
            || tokens.get(index).isSymbol("]"));
  }

  /** A string after FROM may also name a table; a path has a dot, a slash or a wildcard. */
  private static boolean looksLikePath(String text) {
    return text.chars().anyMatch(c -> c == '.' || c == '/' || c == '*');
  }

  private static boolean looksLikeDataFile(String text) {
    return DATA_FILE.matcher(text.toLowerCase(Locale.ROOT)).matches();
  }

  private static String keyword(List<SqlToken> tokens, int index) {
    return index >= 0 && index < tokens.size() ? tokens.get(index).keyword() : "";
  }

  private Path inFull(String literal) throws SqlRefusal {
    if (literal.contains("://")) {
      throw SqlRefusal.denied("'" + literal + "' is not a file of the workspace");
    }
    String path = literal.startsWith("~/") ? literal.substring(2) : literal;
    while (path.endsWith("/") && path.length() > 1) {
      path = path.substring(0, path.length() - 1);
    }
    String relative = path.startsWith("./") ? path.substring(2) : path;
    return switch (WorkspacePath.resolve(workspace, relative)) {
      case Resolution.Refused refused ->
          throw SqlRefusal.denied("Outside the workspace: " + refused.reason());
      case Resolution.Inside _ when denied.test(relative) ->
          throw SqlRefusal.denied("The policy denies '" + relative + "'");
      case Resolution.Inside inside -> inside.file();
    };
  }
}
