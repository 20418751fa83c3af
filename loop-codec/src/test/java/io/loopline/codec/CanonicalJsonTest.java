package io.loopline.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":1,"b":[{"x":1,"y":2}]} | { "b": [ {"y": 2, "x": 1} ], "a": 1 } | true
          {"a":1}                     | {"a":2}                               | false
          {"a":[1,2]}                 | {"a":[2,1]}                           | false
          {"a":"1"}                   | {"a":1}                               | false
          not json                    | not json                              | true
          {}                          | {"a":null}                            | false
          """)
  void shouldHashByContent(String one, String other, boolean equal) {
    // When
    boolean same = CanonicalJson.hash(one) == CanonicalJson.hash(other);

    // Then
    assertThat(same).isEqualTo(equal);
  }
}
