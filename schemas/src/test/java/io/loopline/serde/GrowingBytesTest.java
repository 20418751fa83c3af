package io.loopline.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.PlanRequest;
import io.loopline.topic.LoopTopics;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrowingBytesTest {

  @Test
  void shouldHoldWhatWasWrittenWhenPiecesHaveAnySize() {
    long seed = 20261125L;
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      // Given
      byte[] header = new byte[random.nextInt(12)];
      random.nextBytes(header);
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      expected.writeBytes(header);
      GrowingBytes bytes = new GrowingBytes(header);

      // When
      for (int i = 0; i < 20; i++) {
        byte[] piece = new byte[2 + random.nextInt(random.nextBoolean() ? 10 : 5_000)];
        random.nextBytes(piece);
        expected.write(piece, 1, piece.length - 1);
        bytes.write(piece, 1, piece.length - 1);
        expected.write(i);
        bytes.write(i);
      }

      // Then
      assertThat(bytes.toByteArray())
          .as("seed %d, round %d", seed, round)
          .isEqualTo(expected.toByteArray());
    }
  }

  @Test
  void shouldWriteTheSameBytesWhenThreadsShareACodec() {
    // Given
    EventCodec codec = new EventCodec(new LocalSchemaRegistry(), true);
    PlanRequest event = Samples.planRequest();
    byte[] alone = codec.encode(LoopTopics.PLAN_REQUESTS, event);

    // When
    List<byte[]> together =
        IntStream.range(0, 4_000)
            .parallel()
            .mapToObj(i -> codec.encode(LoopTopics.PLAN_REQUESTS, event))
            .toList();

    // Then
    assertThat(together).allSatisfy(bytes -> assertThat(bytes).isEqualTo(alone));
  }
}
