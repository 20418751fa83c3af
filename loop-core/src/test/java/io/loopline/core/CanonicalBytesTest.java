package io.loopline.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class CanonicalBytesTest {

  @Test
  void shouldWriteTagsLengthsAndUtf8WhenTextsAreLong() throws Exception {
    for (int length : new int[] {0, 1, 400, 512, 2_000, 100_000}) {
      // Given
      String message = "é".repeat(length);
      Effect.SetAside effect =
          new Effect.SetAside(Effect.SetAsideReason.CONFLICTING_DUPLICATE, message);

      // When
      byte[] bytes = CanonicalBytes.of(effect);

      // Then
      ByteBuffer expected = ByteBuffer.allocate(1_000 + 2 * length);
      put(expected, 9, "SetAside");
      put(expected, 5, "CONFLICTING_DUPLICATE");
      put(expected, 1, message);
      byte[] written = new byte[expected.position()];
      expected.flip().get(written);
      assertThat(bytes).as("text of %d characters", length).isEqualTo(written);
      assertThat(CanonicalBytes.sha256(effect))
          .isEqualTo(
              HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(written)));
    }
  }

  private static void put(ByteBuffer into, int tag, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    into.put((byte) tag).putLong(bytes.length).put(bytes);
  }
}
