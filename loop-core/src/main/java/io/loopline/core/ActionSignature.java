package io.loopline.core;

/**
 * What tells one planned action from another of the same tool.
 *
 * @param arguments hash of the canonical arguments
 * @param polling whether the plan declares that it waits for something, so that a repetition is
 *     meant; it counts only for tools that the goal lets poll
 */
public record ActionSignature(long arguments, boolean polling) {}
