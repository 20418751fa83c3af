package io.loopline.loopctl.bench;

/**
 * Keys and values that an iteration makes the broker write, before compaction.
 *
 * @param events on Loopline's topics
 * @param changelogs on the changelogs of the controller's stores
 * @param other on Kafka's own topics: offsets, transaction states
 */
record BytesPerIteration(long events, long changelogs, long other) {}
