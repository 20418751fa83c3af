package io.loopline.core.simulation;

import io.loopline.core.LoopEvent;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Events at another time. Works for every kind of event, also for those that come to be. */
public final class Retimed {
  private record Shape(List<Method> accessors, int at, Constructor<?> constructor) {}

  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          RecordComponent[] components = type.getRecordComponents();
          List<String> names =
              Arrays.stream(components).map(RecordComponent::getName).toList();
          try {
            return new Shape(
                Arrays.stream(components).map(RecordComponent::getAccessor).toList(),
                names.indexOf("at"),
                type.getDeclaredConstructor(
                    Arrays.stream(components)
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new)));
          } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
          }
        }
      };

  private Retimed() {}

  public static LoopEvent at(LoopEvent event, Instant at) {
    Shape shape = SHAPES.get(event.getClass());
    Object[] values = new Object[shape.accessors().size()];
    try {
      for (int i = 0; i < values.length; i++) {
        values[i] = i == shape.at() ? at : shape.accessors().get(i).invoke(event);
      }
      return (LoopEvent) shape.constructor().newInstance(values);
    } catch (ReflectiveOperationException unreadable) {
      throw new IllegalStateException("cannot copy " + event, unreadable);
    }
  }
}
