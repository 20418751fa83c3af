package io.loopline.workbench.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Head and tail of a stream of any length, in bounded memory. Thread-safe. */
final class ClippedStream {
  private final int headLimit;
  private final int tailLimit;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private byte[] ring = new byte[0];
  private long total;

  ClippedStream(int limit) {
    this.headLimit = Math.max(1, limit * 2 / 3);
    this.tailLimit = Math.max(1, limit - headLimit);
  }

  synchronized void add(byte[] bytes, int length) {
    int toHead = Math.min(length, headLimit - head.size());
    head.write(bytes, 0, toHead);
    if (toHead < length && ring.length == 0) {
      ring = new byte[tailLimit];
    }
    long at = total + toHead - headLimit;
    for (int i = toHead; i < length; i++, at++) {
      ring[(int) (at % tailLimit)] = bytes[i];
    }
    total += length;
  }

  synchronized long total() {
    return total;
  }

  synchronized boolean truncated() {
    return total > (long) headLimit + tailLimit;
  }

  /** The text; what is no UTF-8 is replaced, and a mark says how much is left out. */
  synchronized String text() {
    long beyond = total - headLimit;
    if (beyond <= 0) {
      return head.toString(StandardCharsets.UTF_8);
    }
    int kept = (int) Math.min(beyond, tailLimit);
    byte[] tail = new byte[kept];
    for (int i = 0; i < kept; i++) {
      tail[i] = ring[(int) ((beyond - kept + i) % tailLimit)];
    }
    if (!truncated()) {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      whole.writeBytes(head.toByteArray());
      whole.writeBytes(tail);
      return whole.toString(StandardCharsets.UTF_8);
    }
    return new String(head.toByteArray(), 0, wholeCharacters(), StandardCharsets.UTF_8)
        + "\n… "
        + (beyond - kept)
        + " bytes left out …\n"
        + new String(
            tail, firstCharacter(tail), kept - firstCharacter(tail), StandardCharsets.UTF_8);
  }

  /** Length of the head without a character that the cut goes through. */
  private int wholeCharacters() {
    byte[] bytes = head.toByteArray();
    int start = bytes.length - 1;
    while (start > 0 && bytes.length - start < 4 && (bytes[start] & 0xC0) == 0x80) {
      start--;
    }
    int lead = bytes[start] & 0xFF;
    int size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    return start + size > bytes.length ? start : bytes.length;
  }

  private static int firstCharacter(byte[] bytes) {
    int start = 0;
    while (start < Math.min(3, bytes.length) && (bytes[start] & 0xC0) == 0x80) {
      start++;
    }
    return start;
  }
}
