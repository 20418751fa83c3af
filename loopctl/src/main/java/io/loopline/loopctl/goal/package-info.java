/** Goal files: YAML or JSON text to a goal event, with every problem named by path and line. */
@NullMarked
package io.loopline.loopctl.goal;

import org.jspecify.annotations.NullMarked;
