package io.loopline.core.simulation.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link RecordJson} wrote. A component that a file does not have yet, because it is
 * newer than the file, is read as empty: zero, a list or map without entries, or null where it may
 * be null; anything else is an error.
 */
final class JsonRecord {
  private JsonRecord() {}

  /** A value of this type; an {@link IllegalArgumentException} names what cannot be read. */
  static Object read(JsonNode node, Type type) {
    Object value = value(node, type);
    if (value == null) {
      throw new IllegalArgumentException("null where " + type + " is expected");
    }
    return value;
  }

  private static @Nullable Object value(@Nullable JsonNode node, Type type) {
    if (type instanceof ParameterizedType parameterized) {
      return container(node, parameterized);
    }
    Class<?> raw = (Class<?>) type;
    if (node == null || node.isNull()) {
      return raw.isPrimitive() ? zero(raw) : null;
    }
    if (raw.isRecord() || raw.isSealed()) {
      return record(node, raw);
    }
    return scalar(node, raw);
  }

  private static Object container(@Nullable JsonNode node, ParameterizedType type) {
    Type[] arguments = type.getActualTypeArguments();
    if (type.getRawType() == List.class) {
      List<Object> list = new ArrayList<>();
      if (node != null) {
        node.forEach(each -> list.add(read(each, arguments[0])));
      }
      return list;
    }
    Map<Object, Object> map = new TreeMap<>();
    if (node != null) {
      node.properties()
          .forEach(each ->
              map.put(
                  key(each.getKey(), (Class<?>) arguments[0]),
                  read(each.getValue(), arguments[1])));
    }
    return map;
  }

  private static Object key(String text, Class<?> type) {
    return type.isEnum() ? constant(text, type) : text;
  }

  private static Object scalar(JsonNode node, Class<?> type) {
    if (type.isEnum()) {
      return constant(node.asText(), type);
    }
    return switch (type.getSimpleName()) {
      case "String" -> node.asText();
      case "int", "Integer" -> node.intValue();
      case "long", "Long" -> node.longValue();
      case "double", "Double" -> node.doubleValue();
      case "boolean", "Boolean" -> node.booleanValue();
      case "Instant" -> Instant.parse(node.asText());
      case "Duration" -> Duration.parse(node.asText());
      default -> throw new IllegalArgumentException("no JSON form of " + type);
    };
  }

  private static Object zero(Class<?> primitive) {
    return switch (primitive.getSimpleName()) {
      case "int" -> 0;
      case "long" -> 0L;
      case "double" -> 0.0;
      case "boolean" -> false;
      default -> throw new IllegalArgumentException("no zero of " + primitive);
    };
  }

  private static Object constant(String name, Class<?> type) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "%s is not one of %s".formatted(name, Arrays.toString(type.getEnumConstants())));
  }

  private static Object record(JsonNode node, Class<?> type) {
    Class<?> concrete = type.isRecord() ? type : named(node.path(RecordJson.IS).asText(), type);
    RecordComponent[] components = concrete.getRecordComponents();
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = component(node, concrete, components[i]);
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return concrete.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException refused) {
      throw new IllegalArgumentException(
          "%s cannot be made of %s".formatted(concrete.getSimpleName(), node), refused);
    }
  }

  private static @Nullable Object component(JsonNode node, Class<?> of, RecordComponent component) {
    Object value = value(node.get(component.getName()), component.getGenericType());
    if (value == null && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
      throw new IllegalArgumentException(
          "%s has no %s: %s".formatted(of.getSimpleName(), component.getName(), node));
    }
    return value;
  }

  private static Class<?> named(String name, Class<?> sealed) {
    for (Class<?> permitted : sealed.getPermittedSubclasses()) {
      if (permitted.getSimpleName().equals(name)) {
        return permitted;
      }
    }
    throw new IllegalArgumentException(name + " is no " + sealed.getSimpleName());
  }
}
