package io.loopline.core;

/**
 * A pattern that shows.
 *
 * @param pattern which one
 * @param words what was seen, for people and planners
 */
record StuckFinding(StuckPattern pattern, String words) {}
