package io.loopline.planner.memory;

/**
 * An entry that was found.
 *
 * @param similarity cosine of the angle between its embedding and the query's, -1 to 1
 */
record Hit(Entry entry, double similarity) {}
