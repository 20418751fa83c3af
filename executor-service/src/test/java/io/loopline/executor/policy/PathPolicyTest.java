package io.loopline.executor.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPolicyTest {
  @ParameterizedTest
  @CsvSource({
    "secret, secret, true",
    "secret, secret/key, true",
    "secret/, secret/deep/key, true",
    "secret/**, secret/deep/key, true",
    "secret/**, secrets, false",
    "*.key, a.key, true",
    "*.key, sub/a.key, false",
    "*.key, a.key/below, true",
    "**/*.key, sub/deep/a.key, true",
    "**/*.key, a.key, true",
    "**, anything, true",
    "'{a,b}.txt', b.txt, true",
    "secret, open/secret, false"
  })
  void shouldMatchAsDocumented(String pattern, String path, boolean denied) {
    assertThat(PathPolicy.denying(List.of(pattern)).denies(path)).isEqualTo(denied);
  }

  @Test
  void shouldDenyNothingWhenThereIsNoPattern() {
    assertThat(PathPolicy.denying(List.of()).denies("a")).isFalse();
  }

  @Test
  void shouldNameThePatternWhenItIsNotAGlob() {
    assertThatThrownBy(() -> PathPolicy.denying(List.of("ok", "[")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'[' in denied_paths is not a glob");
  }
}
