@NullMarked
package io.loopline.planner.memory;

import org.jspecify.annotations.NullMarked;
