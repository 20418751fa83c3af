package io.loopline.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** A made-up value of a schema with every part filled: no nulls, one element per collection. */
public final class Specimen {
  private Specimen() {}

  /** A value in which each enum has the symbol that is chosen. */
  public static Object of(Schema schema, Function<Schema, String> symbol) {
    return switch (schema.getType()) {
      case RECORD -> {
        GenericData.Record record = new GenericData.Record(schema);
        schema.getFields().forEach(field -> record.put(field.pos(), of(field.schema(), symbol)));
        yield record;
      }
      case ENUM -> new GenericData.EnumSymbol(schema, symbol.apply(schema));
      case ARRAY -> List.of(of(schema.getElementType(), symbol));
      case MAP -> Map.of("key", of(schema.getValueType(), symbol));
      case UNION -> of(schema.getTypes().get(schema.getTypes().size() - 1), symbol);
      case STRING -> "text é " + schema.getType();
      case BYTES -> ByteBuffer.wrap("raw".getBytes(StandardCharsets.UTF_8));
      case INT -> 7;
      case LONG -> 1_900_000_000_123L;
      case FLOAT -> 0.5f;
      case DOUBLE -> 0.25;
      case BOOLEAN -> true;
      case NULL, FIXED -> throw new IllegalArgumentException("no contract has a " + schema);
    };
  }

  /** The value in Avro binary, behind a header. */
  public static byte[] bytes(byte[] header, Schema schema, Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(header);
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    try {
      new GenericDatumWriter<>(schema).write(value, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
