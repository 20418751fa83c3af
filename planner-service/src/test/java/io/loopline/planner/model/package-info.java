@NullMarked
package io.loopline.planner.model;

import org.jspecify.annotations.NullMarked;
