package io.loopline.verifier.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.workbench.sql.LockedSql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlCheckTest {
  private final LockedSql sql = new LockedSql(1);

  @TempDir Path root;

  @AfterEach
  void close() {
    sql.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "FROM 'm.csv' WHERE year > 2025;|\"empty\"|true|no rows",
        "SELECT title FROM 'm.csv' WHERE year < 1950 -- old|\"empty\"|false|1 row [title]: [\"M\"]",
        "SELECT count(*) FROM 'm.csv'|{\"scalar\":3}|true|1 row",
        "SELECT count(*) FROM 'm.csv'|{\"scalar\":3.0}|true|1 row",
        "SELECT count(*) FROM 'm.csv'|{\"scalar\":\"3\"}|false|: [3]",
        "SELECT max(title) FROM 'm.csv'|{\"scalar\":\"Psycho\"}|true|[\"Psycho\"]",
        "SELECT NULL|{\"scalar\":null}|true|[null]",
        "SELECT title FROM 'm.csv'|{\"scalar\":\"M\"}|false|3 rows",
        "SELECT avg(year) FROM 'm.csv'|{\"min\":1950,\"max\":1980}|true|1 row",
        "SELECT max(year) FROM 'm.csv'|{\"max\":1999}|false|[2001]",
        "SELECT max(title) FROM 'm.csv'|{\"min\":0}|false|[\"Psycho\"]",
        "SELECT 'nan'::DOUBLE|{\"min\":0}|false|1 row",
        "SELECT year, title FROM 'm.csv' ORDER BY year DESC LIMIT 2"
            + "|{\"rows\":[[2001,\"Amelie\"],[1960,\"Psycho\"]]}|true|2 rows",
        "SELECT year FROM 'm.csv' ORDER BY year|{\"rows\":[[1931]]}|false|3 rows",
        "SELECT 1 FROM 'none.csv'|\"empty\"|false|error: ",
        "SELECT * FROM read_csv('/etc/passwd')|\"empty\"|false|error: ",
        "COPY (SELECT 1) TO 'new.csv'|\"empty\"|false|error: ",
        "SELECT 1) x; COPY (SELECT 1) TO 'new.csv'; FROM (SELECT 1|\"empty\"|false|is one query",
        "SELECT 1 /* ' */) x; COPY (SELECT 1) TO 'new.csv'; FROM (SELECT 1 /* ' */"
            + "|\"empty\"|false|is one query",
        "SELECT concat('a;b', count(*)) FROM read_csv('m.csv', delim=';')"
            + "|{\"scalar\":\"a;b3\"}|true|1 row",
        "SELEC 1|\"empty\"|false|error: ",
        "SELECT 1|\"nothing\"|false|error: setting 'expect' is neither",
        "SELECT 1|{\"min\":\"a\"}|false|error: 'min' is not a number",
        "SELECT 1|null|false|error: setting 'expect' is missing",
      })
  void shouldCompareRowsWhenQueryIsGiven(String query, String expect, boolean passed, String found)
      throws Exception {
    // Given
    CheckBench bench =
        new CheckBench(root).file("m.csv", "title,year\nM,1931\nPsycho,1960\nAmelie,2001\n");

    // When
    CheckOutcome outcome = bench.outcome(new SqlCheck(sql), settings(query, expect));

    // Then
    assertThat(outcome.found()).contains(found);
    assertThat(outcome.passed()).isEqualTo(passed);
    assertThat(Files.exists(root.resolve("new.csv"))).isFalse();
  }

  @Test
  void shouldNotPassWhenRowsWereCutOff() throws Exception {
    // When
    CheckOutcome outcome =
        new CheckBench(root)
            .outcome(new SqlCheck(sql), settings("SELECT * FROM range(5000)", "\"empty\""));

    // Then
    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.found()).startsWith("more than 1000 rows");
  }

  @Test
  @Timeout(30)
  void shouldStopAtTimeLimitWhenQueryRunsForEver() throws Exception {
    // Given
    CheckBench bench = new CheckBench(root).limit(Duration.ofMillis(300));

    // When
    CheckOutcome outcome =
        bench.outcome(
            new SqlCheck(sql),
            settings(
                "SELECT sum((a.range * b.range) % 7) FROM range(1000000) a CROSS JOIN range(1000000) b",
                "{\"scalar\":0}"));

    // Then
    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.found()).containsAnyOf("limit 'wall'", "time limit");
  }

  private static String settings(String query, String expect) {
    return "{\"query\":"
        + com.fasterxml.jackson.databind.node.TextNode.valueOf(query)
        + ",\"expect\":"
        + expect
        + "}";
  }
}
