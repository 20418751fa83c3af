/** Connects the planning engine to its request and answer topics. */
@NullMarked
package io.loopline.planner.worker;

import org.jspecify.annotations.NullMarked;
