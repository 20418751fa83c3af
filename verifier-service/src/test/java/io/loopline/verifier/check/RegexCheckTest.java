package io.loopline.verifier.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegexCheckTest {
  @TempDir Path root;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'file':'a.txt','pattern':'y[a-z]+w'}|true|match on line 2: \"yellow\"",
        "{'file':'a.txt','pattern':'^yellow'}|false|no match in 11 bytes",
        "{'file':'a.txt','pattern':'(?m)^yellow'}|true|match on line 2: \"yellow\"",
        "{'file':'a.txt','pattern':'yellow','match':false}|false|match on line 2: \"yellow\"",
        "{'file':'a.txt','pattern':'blue','match':false}|true|no match in 11 bytes",
        "{'file':'none.txt','pattern':'x'}|false|no file none.txt in the workspace",
        "{'file':'none.txt','pattern':'x','match':false}|false|no file none.txt in the workspace",
        "{'file':'../a.txt','pattern':'x'}|false|error: '../a.txt' leaves the workspace",
        "{'file':'a.txt','pattern':'('}|false|error: pattern /(/ is not RE2 syntax",
        "{'file':'a.txt','pattern':'((x{900}){900}){900}'}|false|repeats too much",
        "{'file':'a.txt'}|false|error: setting 'pattern' is missing",
        "{'file':'a.txt','pattern':7}|false|error: setting 'pattern' is not a text",
        "{'file':'a.txt','pattern':'x','macht':false}|false|error: unknown settings [macht]",
        "'text'|false|error: settings are not a JSON object",
      })
  void shouldJudgeFileWhenPatternIsGiven(String settings, boolean passed, String found)
      throws Exception {
    // Given
    CheckBench bench = new CheckBench(root).file("a.txt", "red\nyellow\n");

    // When
    CheckOutcome outcome = bench.outcome(new RegexCheck(), settings.replace('\'', '"'));

    // Then
    assertThat(outcome.passed()).isEqualTo(passed);
    assertThat(outcome.found()).contains(found);
    assertThat(outcome.feedback().isEmpty()).isEqualTo(passed);
  }

  @Test
  @Timeout(20)
  void shouldAnswerInLinearTimeWhenPatternWouldBacktrack() throws Exception {
    // Given
    CheckBench bench = new CheckBench(root).file("a.txt", "a".repeat(100_000) + "!");

    // When
    CheckOutcome outcome =
        bench.outcome(new RegexCheck(), "{\"file\":\"a.txt\",\"pattern\":\"^(a|aa|a+)+$\"}");

    // Then
    assertThat(outcome.found()).isEqualTo("no match in 100001 bytes");
  }

  @Test
  void shouldNotPassWhenFileIsNotText() throws Exception {
    // Given
    CheckBench bench = new CheckBench(root);
    java.nio.file.Files.write(root.resolve("b.bin"), new byte[] {(byte) 0xc3, 0x28});

    // When
    CheckOutcome outcome =
        bench.outcome(new RegexCheck(), "{\"file\":\"b.bin\",\"pattern\":\"x\",\"match\":false}");

    // Then
    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.found()).startsWith("error: MalformedInputException");
  }
}
