package io.loopline.codec.goal;

import io.loopline.event.Goal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;

/** How many bytes a goal takes in Avro's binary encoding. */
final class EncodedSize {
  private EncodedSize() {}

  static long of(Goal goal) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      new SpecificDatumWriter<>(Goal.class).write(goal, encoder);
      encoder.flush();
      return bytes.size();
    } catch (IOException e) {
      throw new UncheckedIOException("bug: writing to memory failed", e);
    }
  }
}
