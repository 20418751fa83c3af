package io.loopline.executor.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClipTest {
  @Test
  void shouldKeepTextWhenItFits() {
    assertThat(Clip.headAndTail("x".repeat(100), 100)).isEqualTo("x".repeat(100));
  }

  @Test
  void shouldKeepBothEndsAndSayWhatIsMissingWhenItDoesNotFit() {
    assertThat(Clip.headAndTail("a".repeat(500) + "z".repeat(500), 364))
        .isEqualTo("a".repeat(200) + "\n… 700 bytes left out …\n" + "z".repeat(100));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 203, 204, 205})
  void shouldNotCutThroughACharacter(int maxBytes) {
    // When
    String clipped = Clip.headAndTail("🙂é…".repeat(200), maxBytes);
    // Then
    assertThat(clipped).doesNotContain("\ufffd");
    assertThat(clipped.getBytes(UTF_8).length).isLessThanOrEqualTo(maxBytes);
  }
}
