package io.loopline.planner.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpressionsTest {
  @Test
  void shouldKeepNoMoreProgramsThanItMay() throws PlaybookException {
    Expressions expressions = new Expressions(3);

    for (int i = 0; i < 10; i++) {
      assertThat(expressions.value(i + " + 1", Map.of())).isEqualTo(i + 1L);
    }

    assertThat(expressions.size()).isEqualTo(3);
    assertThat(expressions.value("0 + 1", Map.of())).isEqualTo(1L);
  }

  @Test
  void shouldKeepNothingWhenAnExpressionIsWrong() {
    Expressions expressions = new Expressions(3);

    assertThat(errorOf(expressions, "1 +")).contains("mismatched input");
    assertThat(errorOf(expressions, "1 +")).contains("mismatched input");
    assertThat(expressions.size()).isZero();
  }

  private static String errorOf(Expressions expressions, String expression) {
    try {
      return "value " + expressions.value(expression, Map.of());
    } catch (PlaybookException e) {
      return e.reason();
    }
  }
}
