package io.loopline.serde;

import java.io.OutputStream;
import java.util.Arrays;

/**
 * Bytes in memory behind a stream, as {@link java.io.ByteArrayOutputStream} has them but without a
 * lock at every number of a record. Used by one thread.
 */
final class GrowingBytes extends OutputStream {
  private static final int USUAL_EVENT = 1_024;

  private byte[] bytes;
  private int size;

  GrowingBytes(byte[] start) {
    bytes = Arrays.copyOf(start, start.length + USUAL_EVENT);
    size = start.length;
  }

  @Override
  public void write(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    reserve(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void reserve(int more) {
    if (more > bytes.length - size) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(size, more)));
    }
  }
}
