package io.loopline.core.simulation;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies of records with one component changed, whatever other components they have or get. */
public final class Changed {
  private record Shape(List<String> names, List<Method> accessors, Constructor<?> constructor) {}

  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          List<RecordComponent> components = List.of(type.getRecordComponents());
          Class<?>[] types =
              components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
          try {
            return new Shape(
                components.stream().map(RecordComponent::getName).toList(),
                components.stream().map(RecordComponent::getAccessor).toList(),
                type.getDeclaredConstructor(types));
          } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException("a record without its constructor", impossible);
          }
        }
      };

  private Changed() {}

  /** The record with another value of one component; an error when it has no such component. */
  @SuppressWarnings("unchecked") // made by the record's own constructor
  public static <R> R with(R record, String component, @Nullable Object value) {
    Shape shape = SHAPES.get(record.getClass());
    int changed = shape.names().indexOf(component);
    if (changed < 0) {
      throw new IllegalArgumentException(record.getClass() + " has no component " + component);
    }
    try {
      @Nullable Object[] values = new Object[shape.names().size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = i == changed ? value : shape.accessors().get(i).invoke(record);
      }
      return (R) shape.constructor().newInstance(values);
    } catch (ReflectiveOperationException unreadable) {
      throw new IllegalStateException(
          "cannot copy %s with another %s".formatted(record, component), unreadable);
    }
  }
}
