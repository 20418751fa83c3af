package io.loopline.topic;

import java.util.List;

/**
 * How records travel over a topic.
 *
 * @param key what the record key is, in words
 * @param from who writes; at least one
 * @param to who reads; at least one
 */
public record Route(String key, List<Party> from, List<Party> to) {
  public Route {
    from = List.copyOf(from);
    to = List.copyOf(to);
    if (key.isBlank() || from.isEmpty() || to.isEmpty()) {
      throw new IllegalArgumentException("a route needs a key, a writer and a reader");
    }
  }

  static Route byLoop(List<Party> from, List<Party> to) {
    return new Route("loop id", from, to);
  }
}
