/** Which language models there are, what they cost and how much they take. */
@NullMarked
package io.loopline.planner.model;

import org.jspecify.annotations.NullMarked;
