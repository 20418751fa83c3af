package io.loopline.workbench.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.FailureKind;
import io.loopline.workbench.sql.SqlOutcome.Failed;
import io.loopline.workbench.sql.SqlOutcome.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LockedSqlTest {
  @TempDir Path workspace;
  private final LockedSql sql = new LockedSql(2);

  @BeforeEach
  void files() throws IOException {
    Files.writeString(workspace.resolve("a.csv"), "x,y\n1,b\n2,c\n");
    Files.writeString(workspace.resolve("b.json"), "[{\"x\":1,\"t\":300},{\"x\":3,\"t\":\"one\"}]");
  }

  @AfterEach
  void close() {
    sql.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT count(*) AS n FROM 'a.csv'",
        "SELECT count(*) AS n FROM \"a.csv\"",
        "SELECT count(*) AS n FROM read_csv('a.csv', header = true)",
        "SELECT count(*) AS n FROM read_csv(['a.csv'])",
        "SELECT count(*) AS n FROM './a.csv'",
        "SELECT count(*) AS n FROM '~/a.csv'",
        "SELECT count(*) AS n FROM read_csv('~/' || 'a' || '.csv')",
        "SELECT count(*) AS n FROM '*.csv'",
        "SELECT count(*) AS n FROM read_json_auto('b.json')",
        "WITH r AS (FROM 'a.csv') SELECT count(*) AS n FROM r",
        "FROM (SELECT count(*) AS n FROM 'b.json')",
        "CREATE TABLE t AS FROM 'a.csv'; SELECT count(*) AS n FROM t",
        "CREATE TABLE t (x INT, y TEXT); COPY t FROM 'a.csv'; SELECT count(*) AS n FROM t; COPY t TO 'n.csv'",
        "/* 'a */ SELECT count(*) AS n -- ; '\n FROM $$a.csv$$;;",
        "SELECT count(*) AS n FROM 'a.csv' JOIN 'b.json' ON true WHERE t::TEXT <> E'\\'' AND y = 'b'"
      })
  void shouldReadByRelativePath(String script) {
    assertThat(run(script)).isEqualTo(rows(List.of("n"), List.of(2L)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.parquet", "sub/dir/out.csv", "out.json", "~/out.csv.gz"})
  void shouldWriteByRelativePath(String path) {
    // When
    SqlOutcome outcome =
        run("COPY (SELECT 7 AS x) TO '%1$s'; SELECT x FROM '%1$s'".formatted(path));
    // Then
    assertThat(outcome).isEqualTo(rows(List.of("x"), List.of(7L)));
    assertThat(workspace.resolve(path.replace("~/", ""))).isNotEmptyFile();
  }

  @Test
  void shouldWriteTheSameBytesWhenTheSameScriptRunsAgain() throws IOException {
    // Given
    String script =
        "COPY (SELECT x %% 7 AS k, count(*) AS n FROM range(100000) t(x) GROUP BY k) TO '%s'";
    // When
    run(script.formatted("one.parquet"));
    run(script.formatted("two.parquet"));
    // Then
    assertThat(workspace.resolve("one.parquet"))
        .hasSameBinaryContentAs(workspace.resolve("two.parquet"));
  }

  @Test
  void shouldGiveValuesJsonKnows() {
    // When
    SqlOutcome outcome =
        run(
            """
            SELECT NULL AS a, true AS b, 1::TINYINT AS c, 12::HUGEINT AS d, 1.50::DECIMAL(5,2) AS e,
              'nan'::DOUBLE AS f, DATE '2020-01-02' AS g, TIMESTAMP '2020-01-02 03:04:05' AS h,
              [1, NULL] AS i, {'k': 'v', 'l': [DATE '2020-01-02']} AS j, MAP {'m': 1} AS k,
              '{"n": [1]}'::JSON AS l, 'abc'::BLOB AS m, x'00' AS n
            """);
    // Then
    assertThat(outcome)
        .isEqualTo(
            rows(
                List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n"),
                Arrays.asList(
                    null,
                    true,
                    1L,
                    12L,
                    new java.math.BigDecimal("1.50"),
                    "NaN",
                    "2020-01-02",
                    "2020-01-02T03:04:05",
                    Arrays.asList(1L, null),
                    Map.of("k", "v", "l", List.of("2020-01-02")),
                    Map.of("m", 1L),
                    Map.of("n", List.of(1)),
                    "YWJj",
                    "AA==")));
  }

  @Test
  void shouldKeepTheOrderOfTheQuery() {
    assertThat(run("SELECT x FROM range(5000) t(x) ORDER BY x DESC LIMIT 2"))
        .isEqualTo(rows(List.of("x"), List.of(4999L), List.of(4998L)));
  }

  @Test
  void shouldNotShowWhereTheWorkspaceIs() {
    assertThat(run("SELECT filename FROM read_csv('a.csv', filename = true) LIMIT 1"))
        .isEqualTo(rows(List.of("filename"), List.of("a.csv")));
    assertThat(failed("FROM 'none.csv'").message())
        .isEqualTo("IO Error: No files found that match the pattern \"none.csv\"");
  }

  @Test
  void shouldLeaveStringsAloneWhenTheyAreNoPaths() {
    assertThat(
            run(
                "SELECT 'a.csv' IS DISTINCT FROM 'b.csv', trim('/' FROM '/x/'), "
                    + "extract(year FROM DATE '2020-01-01'), 'it''s; -- no /* comment */'"))
        .extracting(o -> ((Rows) o).rows())
        .isEqualTo(List.of(List.of(true, "x", 2020L, "it's; -- no /* comment */")));
  }

  @Test
  void shouldTruncateWhenTheResultIsHuge() {
    // When
    SqlOutcome outcome = run("SELECT x, repeat('y', 20) FROM range(1000000000000::BIGINT) t(x)");
    // Then
    assertThat(outcome).isInstanceOf(Rows.class);
    Rows rows = (Rows) outcome;
    assertThat(rows.truncated()).isTrue();
    assertThat(rows.rowCount()).isEqualTo(1_000).isEqualTo(rows.rows().size());
  }

  @Test
  void shouldTruncateWhenTheRowsAreWide() {
    // When
    Rows rows = (Rows) run("SELECT repeat('y', 300000) FROM range(100)");
    // Then
    assertThat(rows.truncated()).isTrue();
    assertThat(rows.rowCount()).isEqualTo(3);
  }

  @Test
  void shouldSayWhatIsWrongWhenSqlIsWrong() {
    assertThat(failed("SELECT nope FROM 'a.csv'").kind()).isEqualTo(FailureKind.TOOL_FAILED);
    assertThat(failed("SELECT nope FROM 'a.csv'").message())
        .contains("nope")
        .doesNotContain("loopline result");
    assertThat(failed("SELECT 'a'::INT"))
        .extracting(Failed::kind)
        .isEqualTo(FailureKind.TOOL_FAILED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ; -- nothing",
        "selekt 1",
        "SELECT 'open",
        "SELECT /* open",
        "SELECT \u0000 1",
        "SELECT E'\\x41'",
        "SELECT read_csv",
        "SELECT * FROM read_csv('data' || '.csv')"
      })
  void shouldFailWhenTheScriptIsFaulty(String script) {
    assertThat(failed(script).kind()).isEqualTo(FailureKind.TOOL_FAILED);
  }

  @ParameterizedTest
  @CsvSource({"readable,SELECT 1", "denied/x,FROM read_text('denied/x')"})
  void shouldRefuseWhenThePolicyDeniesAPath(String denied, String script) {
    // When
    SqlOutcome outcome =
        sql.run(workspace, script, SqlLimits.DEFAULT, path -> path.equals("denied/x"));
    // Then
    assertThat(outcome.equals(new Failed(FailureKind.DENIED, "The policy denies 'denied/x'", null)))
        .isEqualTo(denied.equals("denied/x"));
  }

  private SqlOutcome run(String script) {
    return sql.run(workspace, script, SqlLimits.DEFAULT);
  }

  private Failed failed(String script) {
    SqlOutcome outcome = run(script);
    assertThat(outcome).isInstanceOf(Failed.class);
    return (Failed) outcome;
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // rows are only copied
  private static Rows rows(List<String> columns, List<?>... rows) {
    return new Rows(
        columns,
        Arrays.stream(rows).map(r -> Arrays.asList(r.toArray())).toList(),
        rows.length,
        false);
  }
}
