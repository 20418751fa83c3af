package io.loopline.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.CheckKind;
import io.loopline.event.CheckResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CheckTextTest {
  private static final double[] NUMBERS = {
    0, 1, -0.0, 0.1, 1e-9, 1.5e300, Double.NaN, Double.NEGATIVE_INFINITY, 1.0 / 3
  };

  @Test
  void shouldBeAsLongAsTheTextThatAvroMakes() {
    long seed = 20261125L;
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      // Given
      List<CheckResult> checks = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        checks.add(check(random));
      }

      // Then
      assertThat(CheckText.length(checks))
          .as("seed %d, round %d: %s", seed, round, checks)
          .isEqualTo(checks.toString().length());
    }
  }

  @Test
  void shouldBeAsLongForEveryCharacter() {
    for (int character = 0; character <= Character.MAX_VALUE; character++) {
      List<CheckResult> checks = List.of(check("a" + (char) character));

      assertThat(CheckText.length(checks))
          .as("character %04x", character)
          .isEqualTo(checks.toString().length());
    }
  }

  private static CheckResult check(String feedback) {
    return new CheckResult("n", CheckKind.CEL, true, false, 1.0, 0.5, "e", "f", feedback);
  }

  private static CheckResult check(Random random) {
    CheckKind[] kinds = CheckKind.values();
    return new CheckResult(
        text(random),
        kinds[random.nextInt(kinds.length)],
        random.nextBoolean(),
        random.nextBoolean(),
        NUMBERS[random.nextInt(NUMBERS.length)],
        NUMBERS[random.nextInt(NUMBERS.length)],
        text(random),
        text(random),
        text(random));
  }

  private static String text(Random random) {
    return random
        .ints(random.nextInt(20), 0, 0x2100)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
