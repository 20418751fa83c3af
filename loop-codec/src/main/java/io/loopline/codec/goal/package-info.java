/**
 * Goals: one judgement of what a valid goal is, for goal files and for goals that arrive as events,
 * and the two forms' conversion into each other.
 */
@NullMarked
package io.loopline.codec.goal;

import org.jspecify.annotations.NullMarked;
