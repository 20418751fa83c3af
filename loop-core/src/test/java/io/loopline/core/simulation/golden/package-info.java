/** Recorded histories that must be decided the same for ever. */
@NullMarked
package io.loopline.core.simulation.golden;

import org.jspecify.annotations.NullMarked;
