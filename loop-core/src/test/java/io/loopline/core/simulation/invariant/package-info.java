/**
 * What must hold, as predicates over the topics of a finished run; they share no code with the
 * machine.
 */
@NullMarked
package io.loopline.core.simulation.invariant;

import org.jspecify.annotations.NullMarked;
