package io.loopline.serde;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Plain Avro binary of one record behind a header. Stateless. */
final class RecordBytes {
  private RecordBytes() {}

  /** Writer of records of this class with the schema of the class. Safe for many threads. */
  static <T extends SpecificRecord> DatumWriter<T> writer(Class<T> type) {
    return new SpecificDatumWriter<>(type);
  }

  /**
   * Header, then the record.
   *
   * @param name what is written, for messages
   */
  static <T extends SpecificRecord> byte[] write(
      String name, byte[] header, DatumWriter<T> writer, T value) {
    GrowingBytes bytes = new GrowingBytes(header);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      writer.write(value, encoder);
      encoder.flush();
    } catch (NullPointerException | AvroRuntimeException | ClassCastException e) {
      throw new SerializationException(
          "bug: an incomplete %s was to be encoded: %s".formatted(name, line(e)), e);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /** Reader of bytes written with another version of the schema of this class. */
  static <T extends SpecificRecord> DatumReader<T> reader(Schema writer, Class<T> type) {
    ContractTrust.establish(); // where service files are not seen
    SpecificData model = SpecificData.getForClass(type);
    Schema reader = model.getSchema(type);
    @SuppressWarnings("unchecked") // the reader schema is that of the class
    DatumReader<T> made = (DatumReader<T>) model.createDatumReader(writer, reader);
    return made;
  }

  /**
   * The record after the header.
   *
   * @param name what is read, for messages
   */
  static <T> T read(String name, byte[] bytes, int headerLength, DatumReader<T> reader) {
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(bytes, headerLength, bytes.length - headerLength, null);
    T value;
    boolean finished;
    try {
      value = reader.read(null, decoder);
      finished = decoder.isEnd();
    } catch (EOFException e) {
      throw new UndecodableEvent(
          "%s: truncated or corrupt (%d bytes): %s".formatted(name, bytes.length, line(e)), e);
    } catch (IOException | RuntimeException e) { // corrupt bytes make Avro throw all kinds
      throw new UndecodableEvent(
          "%s: corrupt (%d bytes): %s".formatted(name, bytes.length, line(e)), e);
    }
    if (!finished) {
      throw new UndecodableEvent(
          "%s: bytes are left over after the record (%d bytes)".formatted(name, bytes.length));
    }
    return value;
  }

  private static String line(Exception failure) {
    String message = failure.getMessage();
    String text = message == null ? failure.getClass().getSimpleName() : message;
    return text.lines().findFirst().orElse(text);
  }
}
