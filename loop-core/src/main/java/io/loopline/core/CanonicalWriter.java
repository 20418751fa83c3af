package io.loopline.core;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The growing bytes of one canonical form. Lives within one call, on one thread. */
final class CanonicalWriter {
  private byte[] bytes = new byte[512];
  private int size;

  /** What was written, and behind {@link #size} nothing of meaning; not a copy. */
  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  void tag(int tag) {
    reserve(1);
    bytes[size++] = (byte) tag;
  }

  void number(int tag, long value) {
    reserve(1 + Long.BYTES);
    bytes[size++] = (byte) tag;
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  /** The number of UTF-8 bytes, then these. */
  void text(int tag, String value) {
    byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
    number(tag, encoded.length);
    reserve(encoded.length);
    System.arraycopy(encoded, 0, bytes, size, encoded.length);
    size += encoded.length;
  }

  private void reserve(int more) {
    if (more > bytes.length - size) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(size, more)));
    }
  }
}
