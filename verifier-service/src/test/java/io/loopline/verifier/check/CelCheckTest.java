package io.loopline.verifier.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CelCheckTest {
  private static final String TEN = "[0,1,2,3,4,5,6,7,8,9]";

  @TempDir Path root;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "json['r.json'].rows == 3 && json['r.json'].share > 0.5|true|true",
        "json['r.json'].rows == 3.0|true|true",
        "json['r.json'].none == null|true|true",
        "json['r.json'].rows == 3 && json['r.json'].rows > 4|false|is false: left 3, right 4",
        "json['r.json'].rows > 4 && json['r.json'].rows == 3|false|is false: left 3, right 4",
        "files['note.txt'].text.startsWith('lost') && files['note.txt'].size == 9|true|true",
        "size(files['note.txt'].sha256) == 64|true|true",
        "'note.txt' in files && !('gone.txt' in files)|true|true",
        "inputs.limits.max == 10 && inputs.limits.list.exists(x, x == 2)|true|true",
        "observations.clean.ok|true|true",
        "json['gone.json'].rows == 1|false|error: evaluation error",
        "json['bad.json'].rows == 1|false|error: evaluation error",
        "files['b.bin'].text == ''|false|error: evaluation error",
        "json['r.json'].rows|false|error: the expression gives 3, not true or false",
        "1 +|false|error: not a valid expression",
        "unknown == 1|false|error: not a valid expression",
      })
  void shouldEvaluateWhenExpressionIsGiven(String expression, boolean passed, String found)
      throws Exception {
    // Given
    CheckBench bench =
        new CheckBench(root)
            .file("r.json", "{\"rows\":3,\"share\":0.75,\"none\":null}")
            .file("bad.json", "{")
            .file("note.txt", "lost rows")
            .file("b.bin", "x")
            .input("limits", "{\"max\":10,\"list\":[1,2]}")
            .observation("clean", "{\"ok\":true}");
    Files.write(root.resolve("b.bin"), new byte[] {(byte) 0xff});

    // When
    CheckOutcome outcome = bench.outcome(new CelCheck(), settings(expression));

    // Then
    assertThat(outcome.found()).contains(found);
    assertThat(outcome.passed()).isEqualTo(passed);
  }

  @Test
  void shouldStopAtIterationLimitWhenComprehensionsAreNested() throws Exception {
    // Given
    String nested = "true";
    for (int depth = 0; depth < 7; depth++) {
      nested = TEN + ".all(v" + depth + ", " + nested + ")";
    }

    // When
    CheckOutcome outcome = new CheckBench(root).outcome(new CelCheck(), settings(nested));

    // Then
    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.found()).contains("Iteration budget exceeded");
  }

  @Test
  void shouldNameUnknownSettingWhenSettingsAreMistyped() throws Exception {
    // When
    CheckOutcome outcome = new CheckBench(root).outcome(new CelCheck(), "{\"expresion\":\"true\"}");

    // Then
    assertThat(outcome.found()).startsWith("error: unknown settings [expresion]");
  }

  private static String settings(String expression) {
    return JsonNodeFactory.instance.objectNode().put("expression", expression).toString();
  }
}
