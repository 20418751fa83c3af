package io.loopline.verifier.check;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import io.loopline.workbench.sql.LockedSql;
import io.loopline.workbench.sql.SqlLimits;
import io.loopline.workbench.sql.SqlOutcome;

/**
 * {@code sql}: {@code {query, expect}}. One query over the workspace files, read by relative path;
 * see {@link SqlExpectation} for what may be expected. It runs as a subquery, because a check reads
 * the workspace and must not change it for the checks after it.
 */
public final class SqlCheck implements WorkspaceCheck {
  private static final long MEMORY_BYTES = 256L << 20;
  private static final int MAX_ROWS = 1_000;
  private static final long MAX_RESULT_BYTES = 1L << 20;

  /** A text in single quotes. */
  private static final Pattern TEXT = Pattern.compile("'(?:[^']|'')*'");

  /** Comments, escapes and other quotes, in which a single quote is not the end of a text. */
  private static final Pattern CLEVER = Pattern.compile("--|/\\*|\\$|\"|\\\\");

  private final LockedSql sql;

  /** Uses the engine; whoever opened it closes it. */
  public SqlCheck(LockedSql sql) {
    this.sql = requireNonNull(sql, "sql is null");
  }

  @Override
  public String kind() {
    return "sql";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public CheckOutcome run(JsonNode settings, Judged judged) throws BrokenCheck {
    Settings read = Settings.of(settings, "query", "expect");
    String query = single(read.text("query"));
    SqlExpectation expectation =
        SqlExpectation.of(
            read.optional("expect")
                .orElseThrow(() -> new BrokenCheck("setting 'expect' is missing")));
    String expected = expectation.words() + " from: " + query;
    SqlLimits limits =
        new SqlLimits(
            judged.limit(),
            MEMORY_BYTES,
            SqlLimits.DEFAULT.workspaceBytes(),
            MAX_ROWS,
            MAX_RESULT_BYTES);
    String script = "SELECT * FROM (\n" + query + "\n) AS checked";
    return switch (sql.run(judged.root(), script, limits)) {
      case SqlOutcome.Failed failed ->
          CheckOutcome.error(
              expected,
              failed.killedBy() == null
                  ? failed.message()
                  : "stopped at the limit '" + failed.killedBy() + "': " + failed.message());
      case SqlOutcome.Rows rows -> {
        String found = SqlRows.words(rows);
        yield expectation.holds(rows)
            ? CheckOutcome.pass(expected, found)
            : CheckOutcome.fail(expected, found);
      }
    };
  }

  /**
   * The query without its final semicolon. Another one would end the subquery and begin a statement
   * that may write; inside a plain text it is harmless, unless quoting is too clever to be sure.
   */
  private static String single(String text) throws BrokenCheck {
    String stripped = text.strip();
    String query = stripped.endsWith(";") ? stripped.substring(0, stripped.length() - 1) : stripped;
    String bare = CLEVER.matcher(query).find() ? query : TEXT.matcher(query).replaceAll("");
    if (bare.indexOf(';') >= 0) {
      throw new BrokenCheck("setting 'query' holds a ';': a check is one query");
    }
    return query;
  }
}
