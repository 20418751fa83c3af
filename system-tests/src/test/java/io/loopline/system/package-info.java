/** All services as processes, on a real broker and a real registry. */
@NullMarked
package io.loopline.system;

import org.jspecify.annotations.NullMarked;
