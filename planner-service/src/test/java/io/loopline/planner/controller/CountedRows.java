package io.loopline.planner.controller;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A store that counts the rows read by ranges, and the rows deleted. One thread. */
final class CountedRows {
  private final KeyValueStore<Bytes, byte[]> rows;
  private int read;
  private int deleted;

  CountedRows(KeyValueStore<Bytes, byte[]> rows) {
    this.rows = rows;
  }

  int read() {
    return read;
  }

  int deleted() {
    return deleted;
  }

  void reset() {
    read = 0;
    deleted = 0;
  }

  /** The store, as the counted one. */
  @SuppressWarnings("unchecked") // a proxy of this very type
  KeyValueStore<Bytes, byte[]> store() {
    return (KeyValueStore<Bytes, byte[]>)
        proxy(
            KeyValueStore.class,
            (method, arguments) -> {
              if (method.getName().equals("delete")) {
                deleted++;
              }
              Object result = method.invoke(rows, arguments);
              return result instanceof KeyValueIterator<?, ?> iterator ? counted(iterator) : result;
            });
  }

  private Object counted(KeyValueIterator<?, ?> iterator) {
    return proxy(
        KeyValueIterator.class,
        (method, arguments) -> {
          if (method.getName().equals("next")) {
            read++;
          }
          return method.invoke(iterator, arguments);
        });
  }

  private interface Call {
    @Nullable Object on(Method method, Object @Nullable [] arguments)
        throws ReflectiveOperationException;
  }

  private static Object proxy(Class<?> type, Call call) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (_, method, arguments) -> {
          try {
            return call.on(method, arguments);
          } catch (InvocationTargetException thrown) {
            throw thrown.getCause() == null ? thrown : thrown.getCause();
          }
        });
  }
}
