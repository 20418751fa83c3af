package io.loopline.workbench.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.FailureKind;
import io.loopline.workbench.sql.SqlOutcome.Failed;
import io.loopline.workbench.sql.SqlOutcome.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockedSqlHostileTest {
  private static final SqlLimits SMALL =
      new SqlLimits(Duration.ofMillis(700), 64L << 20, 8L << 20, 100, 1L << 20);

  @TempDir Path outside;
  private Path workspace = Path.of("");
  private final LockedSql sql = new LockedSql(1);

  @BeforeEach
  void files() throws IOException {
    workspace = Files.createDirectory(outside.resolve("workspace"));
    Files.writeString(outside.resolve("secret.csv"), "s\nsecret\n");
    Files.writeString(workspace.resolve("a.csv"), "x\n1\n");
    Files.createSymbolicLink(workspace.resolve("link.csv"), outside.resolve("secret.csv"));
    Files.createSymbolicLink(workspace.resolve("etc"), outside);
  }

  @AfterEach
  void close() {
    sql.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_csv('/etc/passwd', sep = ':')",
        "SELECT * FROM read_text('/etc' || '/passwd')",
        "SELECT * FROM read_text(['a.csv', '/etc/passwd'])",
        "SELECT * FROM read_text(['a.csv', '/etc' || '/passwd'])",
        "SELECT * FROM sniff_csv('/etc/passwd')",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM glob('/etc' || '/*')",
        "SELECT * FROM read_blob('/proc/self/environ')",
        "SELECT * FROM '../secret.csv'",
        "SELECT * FROM '~/../secret.csv'",
        "SELECT * FROM read_csv('~/' || '../secret.csv')",
        "SELECT * FROM 'x/../../secret.csv'",
        "SELECT * FROM 'link.csv'",
        "SELECT * FROM 'etc/secret.csv'",
        "SELECT * FROM read_text('etc/secret.csv')",
        "SELECT * FROM query('FROM read_text(''/etc/passwd'')')",
        "SELECT * FROM 'file:///etc/passwd'",
        "SELECT * FROM 'http://127.0.0.1:9/x.csv'",
        "SELECT * FROM 's3://bucket/x.parquet'",
        "COPY (SELECT 1) TO '/tmp/loopline-escape.csv'",
        "COPY (SELECT 1) TO '../escape.csv'",
        "COPY (SELECT 1) TO 'etc/escape.csv'",
        "COPY (SELECT 1) TO '/dev/stdout'",
        "CREATE TABLE t (x TEXT); COPY t FROM '/etc/passwd'",
        "INSTALL httpfs",
        "FORCE INSTALL httpfs FROM 'http://127.0.0.1:9/'",
        "/* */ install httpfs",
        "SELECT 1; INSTALL httpfs",
        "LOAD httpfs",
        "LOAD 'x.duckdb_extension'",
        "UPDATE EXTENSIONS",
        "ATTACH '/tmp/x.db'",
        "ATTACH 'x.db'",
        "EXPORT DATABASE 'dump'",
        "IMPORT DATABASE '/tmp'",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "SET GLOBAL memory_limit = '10GB'",
        "RESET lock_configuration",
        "PRAGMA memory_limit = '10GB'",
        "CALL enable_logging(storage = 'file', storage_path = '/tmp')",
        "SELECT * FROM enable_logging(storage = 'file', storage_path = '/tmp')",
        "PREPARE p AS SELECT 1",
        "CREATE SECRET s (TYPE s3)",
        "CREATE OR REPLACE PERSISTENT SECRET s (TYPE s3)",
        "DROP SECRET s"
      })
  void shouldDenyWhenAScriptReachesOutside(String script) throws IOException {
    // When
    SqlOutcome outcome = run(script);
    // Then
    assertThat(outcome).isInstanceOf(Failed.class);
    assertThat(((Failed) outcome).kind()).as(outcome.toString()).isEqualTo(FailureKind.DENIED);
    try (Stream<Path> files = Files.list(outside)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("workspace", "secret.csv");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM read_csv('http' || '://127.0.0.1:9/x.csv')",
        "SELECT * FROM read_text('http' || '://../../../../../../../../../../etc/passwd')",
        "SELECT * FROM read_text('http' || ':/../../../../../../../../../../etc/passwd')",
        "SELECT * FROM read_text('file' || ':/etc/passwd')",
        "SELECT * FROM read_text('file' || ':///etc/passwd')",
        "SELECT * FROM read_text('~' || '/etc/secret.csv')",
        "SELECT * FROM read_text('~' || '/link.csv')",
        "SELECT * FROM glob('~' || '/../*')",
        "SELECT * FROM read_text('~' || '/*/secret.csv')",
        "SELECT * FROM read_text('~' || '/**/passwd')",
        "SELECT * FROM read_text('~' || '/e*/secret.csv')",
        "COPY (SELECT 1) TO ('~' || '/etc/escape.csv')",
        "COPY (SELECT 1) TO ('/tmp' || '/loopline-escape.csv')"
      })
  void shouldNotReachOutsideWhenAPathIsComputed(String script) {
    // When
    SqlOutcome outcome = run(script);
    // Then
    if (outcome instanceof Rows rows) {
      assertThat(rows.rows()).isEmpty();
    }
    assertThat(outside.resolve("escape.csv")).doesNotExist();
    assertThat(Path.of("/tmp/loopline-escape.csv")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT count(*) FROM range(1000000000000000::BIGINT)",
        "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT 1 - n FROM t) SELECT n FROM t WHERE n > 5",
        "INSERT INTO t SELECT max(x) FROM range(1000000000000000::BIGINT) r(x)",
        "CREATE TABLE u AS SELECT max(x) FROM range(1000000000000000::BIGINT) r(x)"
      })
  void shouldStopWhenAScriptRunsForEver(String query) {
    // Given
    String script = "CREATE TABLE t (x BIGINT); " + query;
    // When
    SqlOutcome outcome = run(script);
    // Then
    assertThat(outcome)
        .isEqualTo(
            new Failed(FailureKind.LIMIT_EXCEEDED, "The script ran longer than 700 ms", "wall"));
    assertPlaceIsFree();
  }

  @Test
  void shouldAnswerWhenTheEngineDoesNotReactToItsStop() {
    // Given: one native call that takes some seconds and never looks up
    String script =
        "SELECT levenshtein(repeat('ab', 32000 + n::INT), repeat('ba', 32000)) FROM range(1) r(n)";
    // When
    SqlOutcome outcome = run(script);
    // Then
    assertThat(outcome)
        .isEqualTo(
            new Failed(FailureKind.LIMIT_EXCEEDED, "The script ran longer than 700 ms", "wall"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE t AS SELECT x, repeat('y', 1000) FROM range(100000000) r(x)",
        "SELECT string_agg(x::TEXT || repeat('y', 1000), '') FROM range(1000000) r(x)",
        "SELECT repeat('y', 10000000 + x::INT) FROM range(1000) r(x)",
        "SELECT x FROM range(30000000) r(x) ORDER BY hash(x) OFFSET 29999990"
      })
  void shouldStopWhenAScriptTakesTooMuchMemory(String script) {
    // When
    SqlOutcome outcome = sql.run(workspace, script, SMALL.withWall(Duration.ofSeconds(30)));
    // Then
    assertThat(outcome).isInstanceOf(Failed.class);
    assertThat(((Failed) outcome).kind())
        .as(outcome.toString())
        .isEqualTo(FailureKind.LIMIT_EXCEEDED);
    assertThat(((Failed) outcome).killedBy()).isEqualTo("memory");
    assertPlaceIsFree();
  }

  @Test
  void shouldStopWhenAScriptFillsTheWorkspace() {
    // When
    SqlOutcome outcome =
        sql.run(
            workspace,
            "COPY (SELECT x, repeat('y', 100) FROM range(10000000000::BIGINT) r(x)) TO 'big.csv'",
            SMALL.withWall(Duration.ofSeconds(30)));
    // Then
    assertThat(outcome)
        .isEqualTo(
            new Failed(
                FailureKind.LIMIT_EXCEEDED, "The workspace grew over 8388608 bytes", "workspace"));
    assertThat(workspace.resolve("big.csv").toFile().length()).isLessThan(2L << 30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "NOT ", "- ", "1 + ", "CASE WHEN true THEN "})
  void shouldSurviveWhenAScriptIsNestedDeeply(String opening) {
    // When
    SqlOutcome outcome = run("SELECT " + opening.repeat(60_000 / opening.length()) + "1");
    // Then: whatever the engine makes of it, this process lives and the next script runs
    assertThat(outcome).isNotNull();
    assertThat(run("SELECT 1")).isInstanceOf(Rows.class);
  }

  @Test
  void shouldRefuseWhenAScriptIsTooLong() {
    assertThat(run("SELECT '" + "x".repeat(70_000) + "'"))
        .isEqualTo(
            new Failed(
                FailureKind.TOOL_FAILED, "The script is longer than 65536 characters", null));
  }

  @Test
  void shouldSeeNothingOfAnEarlierScript() {
    // Given
    run("CREATE TABLE t AS SELECT 1; SET VARIABLE v = 1");
    // Then
    assertThat(run("FROM t")).isInstanceOf(Failed.class);
  }

  /** There is one place; a script that still held it would make this wait and fail. */
  private void assertPlaceIsFree() {
    assertThat(run("SELECT 1")).isInstanceOf(Rows.class);
  }

  private SqlOutcome run(String script) {
    return sql.run(workspace, script, SMALL);
  }
}
