package io.loopline.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryCountsTest {
  @Property
  void shouldReadBackWhatWasWritten(
      @ForAll @LongRange(min = 0, max = 1L << 50) long committed,
      @ForAll @Size(max = 60)
          Map<@LongRange(min = 0, max = 5000) Long, @IntRange(min = 1, max = 9) Integer>
              distances) {
    TreeMap<Long, Integer> counts = new TreeMap<>();
    distances.forEach((distance, count) -> counts.put(committed + distance, count));
    DeliveryCounts written = new DeliveryCounts(counts);
    assertThat(DeliveryCounts.parse(committed, written.format(committed))).isEqualTo(written);
  }

  @Test
  void shouldWriteNothingWhenNothingIsOpen() {
    assertThat(DeliveryCounts.NONE.format(7)).isEmpty();
  }

  @Test
  void shouldLeaveOutWhatIsBelowTheCommit() {
    // Given
    DeliveryCounts counts = new DeliveryCounts(new TreeMap<>(Map.of(3L, 1, 8L, 2)));

    // When
    String text = counts.format(5);

    // Then
    assertThat(text).isEqualTo("d1:3=2");
  }

  @Test
  void shouldKeepLowestOffsetsWhenTextWouldBeTooLong() {
    // Given
    DeliveryCounts counts =
        new DeliveryCounts(
            LongStream.range(0, 2000)
                .boxed()
                .collect(Collectors.toMap(it -> it, _ -> 1, Integer::sum, TreeMap::new)));

    // When
    String text = counts.format(0);

    // Then
    assertThat(text.length()).isLessThan(4096);
    DeliveryCounts read = DeliveryCounts.parse(0, text);
    assertThat(read.byOffset().firstKey()).isZero();
    assertThat(read.byOffset().lastKey()).isEqualTo(read.byOffset().size() - 1L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "d1:", "d1:1", "d1:a=1", "d1:1=0", "d1:1=1,", "d2:1=1", "other tool"})
  void shouldCountNothingWhenTextIsNotOurs(String metadata) {
    assertThat(DeliveryCounts.parse(5, metadata)).isEqualTo(DeliveryCounts.NONE);
  }
}
