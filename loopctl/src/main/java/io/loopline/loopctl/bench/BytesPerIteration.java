package io.loopline.loopctl.bench;

/**
 * What an iteration leaves on the broker's disk, before compaction.
 *
 * @param events on Loopline's topics
 * @param changelogs on the changelogs of the controller's stores
 * @param other on Kafka's own topics: offsets, transaction states
 */
record BytesPerIteration(long events, long changelogs, long other) {

  static BytesPerIteration between(TopicBytes before, TopicBytes after, long iterations) {
    return new BytesPerIteration(
        after.grownSince(before, TopicBytes.Kind.EVENTS) / iterations,
        after.grownSince(before, TopicBytes.Kind.CHANGELOGS) / iterations,
        after.grownSince(before, TopicBytes.Kind.OTHER) / iterations);
  }
}
