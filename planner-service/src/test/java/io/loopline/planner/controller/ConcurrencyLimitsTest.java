package io.loopline.planner.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.service.InvalidConfiguration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConcurrencyLimitsTest {

  @Test
  void shouldLimitNothingWhenNothingIsSet() {
    ConcurrencyLimits limits = ConcurrencyLimits.parse(" ");

    assertThat(limits.of(Map.of("team", "search"))).isEmpty();
    assertThat(limits.limit("team=search")).isEmpty();
  }

  @Test
  void shouldTakeTheRuleOfTheValueBeforeThatOfEveryValue() {
    ConcurrencyLimits limits =
        ConcurrencyLimits.parse("team=search:2, team=*:1,url=http://a:8080/:7");

    assertThat(limits.limit("team=search")).isEqualTo(OptionalInt.of(2));
    assertThat(limits.limit("team=ads")).isEqualTo(OptionalInt.of(1));
    assertThat(limits.limit("url=http://a:8080/")).isEqualTo(OptionalInt.of(7));
    assertThat(limits.limit("env=prod")).isEmpty();
  }

  @Test
  void shouldNameTheLimitedLabelsInAlphabeticalOrder() {
    ConcurrencyLimits limits = ConcurrencyLimits.parse("team=*:1,env=prod:3");

    assertThat(limits.of(Map.of("team", "a", "env", "prod", "stage", "x")))
        .containsExactly("env=prod", "team=a");
    assertThat(limits.of(Map.of("env", "test"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "team:1              | 'team:1' is not NAME=VALUE:LIMIT",
        "=search:1           | '=search:1' is not NAME=VALUE:LIMIT",
        "team=:1             | 'team=:1' is not NAME=VALUE:LIMIT",
        "team=search         | 'team=search' is not NAME=VALUE:LIMIT",
        "team=search:1,      | '' is not NAME=VALUE:LIMIT",
        "team=search:0       | '0' is not a limit from 1 to 1000000",
        "team=search:-1      | '-1' is not a limit from 1 to 1000000",
        "team=search:two     | 'two' is not a limit from 1 to 1000000",
        "team=search:9999999 | '9999999' is not a limit from 1 to 1000000",
        "a=b:1,a=b:2         | a=b is there twice"
      })
  void shouldSayWhatIsWrongWhenARuleIsNone(String text, String why) {
    assertThatThrownBy(() -> ConcurrencyLimits.parse(text))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("loopline.controller.concurrency-limits")
        .hasMessageContaining(why);
  }
}
