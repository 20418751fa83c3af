/**
 * The local stack: a real broker, a real registry and the three services as processes of this
 * machine, and the commands that run it.
 */
@NullMarked
package io.loopline.loopctl.stack;

import org.jspecify.annotations.NullMarked;
