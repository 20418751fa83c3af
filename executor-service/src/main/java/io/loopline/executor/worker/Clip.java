package io.loopline.executor.worker;

import java.nio.charset.StandardCharsets;

/** Cuts text down to a number of UTF-8 bytes. Stateless. */
final class Clip {
  private static final int MARKER_BYTES = 64;

  private Clip() {}

  /** Keeps both ends, with a marker between that says how much is missing. */
  static String headAndTail(String text, int maxBytes) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= maxBytes) {
      return text;
    }
    int keep = maxBytes - MARKER_BYTES;
    int head = boundaryBefore(bytes, keep * 2 / 3);
    int tail = boundaryAfter(bytes, bytes.length - keep / 3);
    return new String(bytes, 0, head, StandardCharsets.UTF_8)
        + "\n… "
        + (tail - head)
        + " bytes left out …\n"
        + new String(bytes, tail, bytes.length - tail, StandardCharsets.UTF_8);
  }

  private static int boundaryBefore(byte[] bytes, int index) {
    int i = index;
    while (i > 0 && isContinuation(bytes[i])) {
      i--;
    }
    return i;
  }

  private static int boundaryAfter(byte[] bytes, int index) {
    int i = index;
    while (i < bytes.length && isContinuation(bytes[i])) {
      i++;
    }
    return i;
  }

  private static boolean isContinuation(byte b) {
    return (b & 0xC0) == 0x80;
  }
}
