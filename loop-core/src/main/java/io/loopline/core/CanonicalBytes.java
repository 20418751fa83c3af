package io.loopline.core;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The engine's own byte form of its records, for hashes that must not depend on any serializer: a
 * type tag, then each component in declaration order. Texts and lists are length-prefixed, numbers
 * are big-endian, instants are epoch seconds and nanoseconds.
 */
public final class CanonicalBytes {
  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return new Shape(
              type.getSimpleName(),
              Arrays.stream(type.getRecordComponents()).map(RecordComponent::getAccessor).toList());
        }
      };

  /** What the records of one class have in common. */
  private record Shape(String name, List<Method> accessors) {
    Shape {
      accessors.forEach(accessor -> accessor.setAccessible(true));
    }
  }

  private CanonicalBytes() {}

  /** Lower-case hex SHA-256 of the canonical bytes of a state or an effect. */
  public static String sha256(Record value) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      CanonicalWriter out = written(value);
      digest.update(out.bytes(), 0, out.size());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /** Canonical bytes of a record of this package. */
  public static byte[] of(Record value) {
    CanonicalWriter out = written(value);
    return Arrays.copyOf(out.bytes(), out.size());
  }

  private static CanonicalWriter written(Record value) {
    CanonicalWriter out = new CanonicalWriter();
    write(value, out);
    return out;
  }

  private static void write(@Nullable Object value, CanonicalWriter out) {
    switch (value) {
      case null -> out.tag(0);
      case String text -> out.text(1, text);
      case Integer number -> out.number(2, number);
      case Long number -> out.number(2, number);
      case Double number -> out.number(3, Double.doubleToLongBits(number));
      case Boolean flag -> out.number(4, flag ? 1 : 0);
      case Enum<?> constant -> out.text(5, constant.name());
      case Instant instant -> {
        out.number(6, instant.getEpochSecond());
        out.number(6, instant.getNano());
      }
      case Duration duration -> {
        out.number(7, duration.getSeconds());
        out.number(7, duration.getNano());
      }
      case List<?> list -> {
        out.number(8, list.size());
        list.forEach(each -> write(each, out));
      }
      case Record record -> record(record, out);
      default ->
          throw new IllegalArgumentException(
              "bug: no canonical form of " + value.getClass().getName());
    }
  }

  private static void record(Record value, CanonicalWriter out) {
    Shape shape = SHAPES.get(value.getClass());
    out.text(9, shape.name());
    try {
      for (Method accessor : shape.accessors()) {
        write(accessor.invoke(value), out);
      }
    } catch (IllegalAccessException | InvocationTargetException unreadable) {
      throw new IllegalStateException("bug: cannot read " + value.getClass(), unreadable);
    }
  }
}
