/** What goes wrong in a simulation, one class each. */
@NullMarked
package io.loopline.core.simulation.fault;

import org.jspecify.annotations.NullMarked;
