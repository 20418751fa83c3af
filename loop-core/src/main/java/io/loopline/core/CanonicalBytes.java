package io.loopline.core;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The engine's own byte form of its records, for hashes that must not depend on any serializer: a
 * type tag, then each component in declaration order. Texts and lists are length-prefixed, numbers
 * are big-endian, instants are epoch seconds and nanoseconds.
 */
public final class CanonicalBytes {
  private static final ClassValue<RecordComponent[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
          RecordComponent[] components = type.getRecordComponents();
          for (RecordComponent component : components) {
            component.getAccessor().setAccessible(true);
          }
          return components;
        }
      };

  private CanonicalBytes() {}

  /** Lower-case hex SHA-256 of the canonical bytes of a state or an effect. */
  public static String sha256(Record value) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(of(value)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /** Canonical bytes of a record of this package. */
  public static byte[] of(Record value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    write(value, out);
    return out.toByteArray();
  }

  private static void write(@Nullable Object value, ByteArrayOutputStream out) {
    switch (value) {
      case null -> out.write(0);
      case String text -> text(1, text, out);
      case Integer number -> number(2, number, out);
      case Long number -> number(2, number, out);
      case Double number -> number(3, Double.doubleToLongBits(number), out);
      case Boolean flag -> number(4, flag ? 1 : 0, out);
      case Enum<?> constant -> text(5, constant.name(), out);
      case Instant instant -> {
        number(6, instant.getEpochSecond(), out);
        number(6, instant.getNano(), out);
      }
      case Duration duration -> {
        number(7, duration.getSeconds(), out);
        number(7, duration.getNano(), out);
      }
      case List<?> list -> {
        number(8, list.size(), out);
        list.forEach(each -> write(each, out));
      }
      case Record record -> record(record, out);
      default ->
          throw new IllegalArgumentException(
              "bug: no canonical form of " + value.getClass().getName());
    }
  }

  private static void record(Record value, ByteArrayOutputStream out) {
    text(9, value.getClass().getSimpleName(), out);
    try {
      for (RecordComponent component : COMPONENTS.get(value.getClass())) {
        write(component.getAccessor().invoke(value), out);
      }
    } catch (IllegalAccessException | InvocationTargetException unreadable) {
      throw new IllegalStateException("bug: cannot read " + value.getClass(), unreadable);
    }
  }

  private static void text(int tag, String value, ByteArrayOutputStream out) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    number(tag, bytes.length, out);
    out.writeBytes(bytes);
  }

  private static void number(int tag, long value, ByteArrayOutputStream out) {
    out.write(tag);
    out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }
}
