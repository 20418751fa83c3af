/**
 * Commands about loops: submit, watch, list, result, audit, replay, cancel.
 *
 * <p>Three layers. {@link io.loopline.loopctl.loops.LoopBroker} reads and writes the topics; {@link
 * io.loopline.loopctl.loops.LoopSummary} folds events into what a person asks about; the {@code
 * *Text} classes are pure functions from events to lines. The command classes only wire them
 * together.
 */
@NullMarked
package io.loopline.loopctl.loops;

import org.jspecify.annotations.NullMarked;
