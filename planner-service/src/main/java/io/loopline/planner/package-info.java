/** Main class and wiring of the planner service. */
@NullMarked
package io.loopline.planner;

import org.jspecify.annotations.NullMarked;
