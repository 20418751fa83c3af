package io.loopline.core;

import org.jspecify.annotations.Nullable;

/**
 * The best verdict so far.
 *
 * @param score 0 to 1
 * @param iteration iteration it judged
 * @param sequence context entry of the verdict
 * @param workspace snapshot it judged; null when the loop has only its inputs
 */
public record Best(double score, int iteration, long sequence, @Nullable WorkspaceRef workspace) {}
