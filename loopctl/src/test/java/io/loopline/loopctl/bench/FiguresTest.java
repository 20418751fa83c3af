package io.loopline.loopctl.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.coordinator.transaction.generated.TransactionLogValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FiguresTest {

  @Test
  void shouldTakeNearestRanksWhateverTheOrder() {
    // Given
    long[] backwards =
        LongStream.rangeClosed(1, 200).map(each -> (201 - each) * 1_000_000).toArray();

    // When
    Percentiles percentiles = Percentiles.ofNanos(backwards);

    // Then
    assertThat(percentiles).isEqualTo(new Percentiles(100, 198));
    assertThat(backwards[0]).isEqualTo(200_000_000);
    assertThat(Percentiles.ofNanos(new long[] {3_000_000})).isEqualTo(new Percentiles(3, 3));
  }

  @ParameterizedTest
  @ValueSource(shorts = {0, 1})
  void shouldCountTransactionsThatKafkaWroteAsCompletelyCommitted(short version) {
    // Given
    byte ongoing = 1;
    byte prepareCommit = 2;
    byte completeCommit = 4;
    byte completeAbort = 5;

    // When
    long committed =
        TransactionLog.committed(
            List.of(
                record(bytes(version, ongoing)),
                record(bytes(version, prepareCommit)),
                record(bytes(version, completeCommit)),
                record(bytes(version, completeAbort)),
                record(null),
                record(new byte[] {0, 0, 4})));

    // Then
    assertThat(committed).isEqualTo(1);
  }

  @Test
  void shouldReportTheRunWithTheMedianRate() {
    // Given
    List<Measured> runs = List.of(measured(300), measured(100), measured(200));

    // When
    Measured median = Measured.median(runs);

    // Then
    assertThat(median.engine().iterationsPerSecond()).isEqualTo(200);
    assertThat(Measured.median(List.of(measured(2), measured(1)))).isEqualTo(measured(1));
  }

  @Test
  void shouldRefuseLoadsThatNoGoalCanAskFor() {
    assertThatThrownBy(() -> new Load(0, 1)).hasMessage("loops must be at least 1: 0");
    assertThatThrownBy(() -> new Load(1, 1001)).hasMessage("iterations must be 1 to 1000: 1001");
  }

  static Measured measured(double rate) {
    Throughput engine = new Throughput(new Load(1, 10), rate, new Percentiles(20, 40));
    return new Measured(
        engine,
        new BytesPerIteration(9_000, 4_000, 700),
        1_100,
        new Throughput(new Load(1, 10), rate * 2, new Percentiles(10, 20)),
        null);
  }

  private static ConsumerRecord<byte[], byte[]> record(
      byte @org.jspecify.annotations.Nullable [] value) {
    return new ConsumerRecord<>(TransactionLog.TOPIC, 0, 0, new byte[0], value);
  }

  private static byte[] bytes(short version, byte status) {
    TransactionLogValue value =
        new TransactionLogValue()
            .setProducerId(Long.MAX_VALUE)
            .setProducerEpoch((short) 7)
            .setTransactionTimeoutMs(10_000)
            .setTransactionStatus(status)
            .setTransactionPartitions(List.of());
    ByteBuffer buffer = MessageUtil.toVersionPrefixedByteBuffer(version, value);
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
