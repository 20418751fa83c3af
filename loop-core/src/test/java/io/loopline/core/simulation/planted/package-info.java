/** Bugs planted on purpose, to see the predicates catch them. */
@NullMarked
package io.loopline.core.simulation.planted;

import org.jspecify.annotations.NullMarked;
