package io.loopline.serde;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Stored state to bytes and back, in Avro's single-object encoding: two marker bytes, the schema's
 * fingerprint in eight, Avro binary. It knows the current schema and the earlier ones it is given,
 * and needs no registry. Thread safe.
 */
public final class StateCodec<T extends SpecificRecord> {
  private static final short MARKER = (short) 0xC301;
  private static final int HEADER_BYTES = Short.BYTES + Long.BYTES;

  private final Class<T> type;
  private final byte[] header;
  private final DatumWriter<T> writer;
  private final Map<Long, DatumReader<T>> readers;

  /** A codec that reads everything this type was ever stored as, from the schemas in the jar. */
  public static <T extends SpecificRecord> StateCodec<T> of(Class<T> type) {
    return new StateCodec<>(type, StateHistory.of(type));
  }

  /**
   * @param history earlier schemas that stored bytes may have; the current one is always known
   */
  public StateCodec(Class<T> type, Collection<Schema> history) {
    this.type = type;
    Schema current = SpecificData.get().getSchema(type);
    this.header = header(SchemaNormalization.parsingFingerprint64(current));
    this.writer = RecordBytes.writer(type);
    Map<Long, DatumReader<T>> known = new HashMap<>();
    for (Schema earlier : history) {
      known.put(
          SchemaNormalization.parsingFingerprint64(earlier), RecordBytes.reader(earlier, type));
    }
    known.put(SchemaNormalization.parsingFingerprint64(current), RecordBytes.reader(current, type));
    this.readers = Map.copyOf(known);
  }

  /** Bytes to store. */
  public byte[] encode(T state) {
    return RecordBytes.write(type.getSimpleName(), header, writer, state);
  }

  /**
   * State in stored bytes.
   *
   * @throws UndecodableEvent when the bytes are not of this type, or of a version this jar does not
   *     know (a newer program wrote them)
   */
  public T decode(byte[] bytes) {
    String name = type.getSimpleName();
    if (bytes.length < HEADER_BYTES || ByteBuffer.wrap(bytes).getShort() != MARKER) {
      throw new UndecodableEvent(
          "stored %s: %d bytes without the single-object marker".formatted(name, bytes.length));
    }
    long fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(Short.BYTES);
    DatumReader<T> reader = readers.get(fingerprint);
    if (reader == null) {
      throw new UndecodableEvent(
          "stored %s: written with schema %016x, which this version does not know"
              .formatted(name, fingerprint));
    }
    return RecordBytes.read("stored " + name, bytes, HEADER_BYTES, reader);
  }

  private static byte[] header(long fingerprint) {
    return ByteBuffer.allocate(HEADER_BYTES)
        .putShort(MARKER)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(fingerprint)
        .array();
  }
}
