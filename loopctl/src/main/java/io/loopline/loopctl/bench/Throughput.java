package io.loopline.loopctl.bench;

/**
 * What one run under a load came to.
 *
 * @param load what was asked for; all of it was done
 * @param iterationsPerSecond all iterations over the time from the first request to the last answer
 * @param iteration time of one iteration, from its start to the start of the next
 */
record Throughput(Load load, double iterationsPerSecond, Percentiles iteration) {}
