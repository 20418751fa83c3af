package io.loopline.serde;

import java.nio.ByteBuffer;

/** The five bytes before the Avro binary: zero, then the schema id. Stateless. */
final class WireHeader {
  static final byte MAGIC = 0;
  static final int BYTES = 1 + Integer.BYTES;

  private WireHeader() {}

  static byte[] of(int schemaId) {
    return ByteBuffer.allocate(BYTES).put(MAGIC).putInt(schemaId).array();
  }

  /**
   * Schema id at the beginning of a record value.
   *
   * @param topic where the value was read, for messages
   * @throws UndecodableEvent when the value does not begin like an event
   */
  static int schemaId(String topic, byte[] value) {
    if (value.length < BYTES) {
      throw new UndecodableEvent(
          "%s: %d bytes are too few for an event".formatted(topic, value.length));
    }
    if (value[0] != MAGIC) {
      throw new UndecodableEvent(
          "%s: the first byte is 0x%02x, not the magic byte 0x00".formatted(topic, value[0]));
    }
    return ByteBuffer.wrap(value).getInt(1);
  }
}
