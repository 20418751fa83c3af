package io.loopline.planner.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class RowCacheTest {
  private final RowCache<String> cache = new RowCache<>(100);

  @Test
  void shouldGiveTheNewestRowWhenOneIsWrittenTwice() {
    // When
    cache.put(key("a"), "one", 60);
    cache.put(key("a"), "two", 70);

    // Then
    assertThat(cache.get(key("a"))).isEqualTo("two");
    assertThat(cache.bytes()).isEqualTo(70);
  }

  @Test
  void shouldDropTheLeastRecentlyUsedWhenItIsFull() {
    // Given
    cache.put(key("a"), "a", 40);
    cache.put(key("b"), "b", 40);
    cache.get(key("a"));

    // When
    cache.put(key("c"), "c", 40);

    // Then
    assertThat(cache.get(key("b"))).isNull();
    assertThat(cache.get(key("a"))).isEqualTo("a");
    assertThat(cache.get(key("c"))).isEqualTo("c");
    assertThat(cache.bytes()).isEqualTo(80);
  }

  @Test
  void shouldForgetTheRowBeforeWhenANewOneIsTooLarge() {
    // Given
    cache.put(key("a"), "small", 10);

    // When
    cache.put(key("a"), "large", 101);

    // Then
    assertThat(cache.get(key("a"))).isNull();
    assertThat(cache.bytes()).isZero();
  }

  @Test
  void shouldGiveBackItsSpaceWhenARowIsRemoved() {
    // Given
    cache.put(key("a"), "a", 100);

    // When
    cache.remove(key("a"));
    cache.remove(key("never there"));

    // Then
    assertThat(cache.size()).isZero();
    assertThat(cache.bytes()).isZero();
  }

  private static Bytes key(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
