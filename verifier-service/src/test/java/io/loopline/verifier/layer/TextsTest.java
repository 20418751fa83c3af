package io.loopline.verifier.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.CheckKind;
import io.loopline.event.CheckResult;
import io.loopline.event.VerdictDecision;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
  @Test
  void shouldKeepHeadAndTailWhenTextIsClipped() {
    // When
    String clipped = Clip.of("head" + "x".repeat(1_000) + "tail", 60);

    // Then
    assertThat(clipped).hasSizeLessThanOrEqualTo(60).startsWith("head").endsWith("tail");
    assertThat(clipped).contains("…[1008 characters]…");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5, 30, 31, 32, 33, 34, 35, 99})
  void shouldNeverSplitACharacterOrGrowWhenTextIsClipped(int limit) {
    // Given
    String text = "\uD83D\uDE00".repeat(50);

    // When
    String clipped = Clip.of(text, limit);

    // Then
    assertThat(clipped).hasSizeLessThanOrEqualTo(limit);
    assertThat(java.nio.charset.StandardCharsets.UTF_16.newEncoder().canEncode(clipped)).isTrue();
  }

  @Test
  void shouldNameTheMostImportantFailureFirstWhenSeveralChecksFail() {
    // Given
    List<CheckResult> results =
        List.of(
            result("nice", false, false, 9),
            result("light", true, false, 1),
            result("fine", true, true, 1),
            result("heavy", true, false, 5));

    // When
    String feedback = ProgressLayer.feedback(VerdictDecision.REGRESSED, results, 0.5);

    // Then
    assertThat(feedback)
        .isEqualTo(
            """
            Score 0.063 (worse than the best so far, 0.500). 1 of 4 checks passed.
            - heavy (required): fix heavy
            - light (required): fix light
            - nice (optional): fix nice\
            """);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.5 + 1e-12})
  void shouldNotCallItARegressWhenTheDifferenceIsRounding(double best) {
    // Given
    List<CheckResult> half = List.of(result("a", true, true, 1), result("b", true, false, 1));

    // When // Then
    assertThat(Score.decide(half, best)).isEqualTo(VerdictDecision.CONTINUE);
    assertThat(Score.decide(half, 0.51)).isEqualTo(VerdictDecision.REGRESSED);
  }

  private static CheckResult result(String name, boolean required, boolean passed, double weight) {
    return new CheckResult(
        name,
        CheckKind.CEL,
        passed,
        required,
        weight,
        passed ? 1.0 : 0.0,
        "expected",
        "found",
        passed ? "" : "fix " + name);
  }
}
