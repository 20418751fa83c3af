package io.loopline.verifier.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSchemaCheckTest {
  @TempDir Path root;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'required':['title']}|true|valid",
        "{'required':['year']}|false|1 errors: at '': required property 'year' not found",
        "{'properties':{'title':{'type':'integer'}}}|false|at '/title': string found",
        "{'properties':{'day':{'format':'date'}}}|false|at '/day'",
        "{'properties':{'title':{'pattern':'^(?!Jaws)'}}}|false|at '/title'",
        "{'$schema':'http://json-schema.org/draft-07/schema#','type':'object'}|true|valid",
        "{'type':'objekt'}|false|error: the schema itself is invalid: [at '/type'",
        "{'properties':{'title':{'pattern':'('}}}|false|error: the schema cannot be used",
        "{'$ref':'#/nowhere'}|false|error: the schema cannot be used",
        "{'$ref':'http://127.0.0.1:9/x.json'}|false|is not allowed to be loaded",
        "{'$ref':'file:///etc/passwd'}|false|is not allowed to be loaded",
        "{'$ref':'classpath:logback.xml'}|false|is not allowed to be loaded",
        "{'$defs':{'a':{'$ref':'#/$defs/a'}},'$ref':'#/$defs/a'}|false|nested too deeply",
      })
  void shouldJudgeFileWhenSchemaIsGiven(String schema, boolean passed, String found)
      throws Exception {
    // Given
    CheckBench bench =
        new CheckBench(root).file("a.json", "{\"title\":\"Jaws\",\"day\":\"1975-13-45\"}");

    // When
    CheckOutcome outcome =
        bench.outcome(
            new JsonSchemaCheck(),
            "{'file':'a.json','schema':SCHEMA}".replace("SCHEMA", schema).replace('\'', '"'));

    // Then
    assertThat(outcome.passed()).isEqualTo(passed);
    assertThat(outcome.found()).contains(found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'file':'none.json','schema':{}}|no file none.json in the workspace",
        "{'file':'bad.json','schema':{}}|not JSON",
        "{'file':'two.json','schema':{}}|not JSON",
        "{'file':'a.json'}|error: exactly one of 'schema' and 'schema_file' is needed",
        "{'file':'a.json','schema':{},'schema_file':'s.json'}|error: exactly one of",
        "{'file':'a.json','schema_file':'none.json'}|error: schema_file: no file none.json",
        "{'file':'a.json','schema':{},'each_line':'yes'}|error: setting 'each_line'",
        "{'file':'a.json','schema_file':'s.json'}|1 errors: at ''",
        "{'file':'blank.jsonl','schema':{},'each_line':true}|no lines",
      })
  void shouldNotPassWhenFileOrSettingsAreBroken(String settings, String found) throws Exception {
    // Given
    CheckBench bench =
        new CheckBench(root)
            .file("a.json", "{}")
            .file("bad.json", "{\"a\":")
            .file("two.json", "{} {}")
            .file("blank.jsonl", "\n\n")
            .file("s.json", "{\"required\":[\"x\"]}");

    // When
    CheckOutcome outcome = bench.outcome(new JsonSchemaCheck(), settings.replace('\'', '"'));

    // Then
    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.found()).contains(found);
  }

  @Test
  void shouldScoreShareOfValidLinesWhenEachLineIsJudged() throws Exception {
    // Given
    CheckBench bench =
        new CheckBench(root).file("a.jsonl", "{\"n\":1}\n\n{\"n\":\"x\"}\nnope\n{\"n\":2}\n");

    // When
    CheckOutcome outcome =
        bench.outcome(
            new JsonSchemaCheck(),
            "{\"file\":\"a.jsonl\",\"each_line\":true,"
                + "\"schema\":{\"properties\":{\"n\":{\"type\":\"integer\"}}}}");

    // Then
    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.score()).isEqualTo(0.5);
    assertThat(outcome.found())
        .startsWith("2 of 4 lines invalid: line 3 at '/n': string found, integer expected; line 4");
  }

  @Test
  @Timeout(20)
  void shouldStopAtTimeLimitWhenSchemaPatternBacktracks() throws Exception {
    // Given
    CheckBench bench =
        new CheckBench(root)
            .file("a.json", "\"" + "a".repeat(200) + "!\"")
            .limit(Duration.ofMillis(50));
    String settings = "{\"file\":\"a.json\",\"schema\":{\"pattern\":\"^(a|aa)+\\\\1!!$\"}}";
    bench.outcome(new JsonSchemaCheck(), settings);

    // When: the only permit is free again only if the first matcher really stopped
    CheckOutcome outcome = bench.outcome(new JsonSchemaCheck(), settings);

    // Then
    assertThat(outcome.found()).isEqualTo("error: stopped after its time limit of 50 ms");
  }
}
