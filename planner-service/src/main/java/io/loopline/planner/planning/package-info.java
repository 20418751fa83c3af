/**
 * Makes plans out of plan requests. Pure: no clock, no network, no state but a cache of compiled
 * expressions. Start reading at {@link io.loopline.planner.planning.PlanningEngine}.
 */
@NullMarked
package io.loopline.planner.planning;

import org.jspecify.annotations.NullMarked;
