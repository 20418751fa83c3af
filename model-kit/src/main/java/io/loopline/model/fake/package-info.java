/** A server that answers like the providers do, for tests. */
@NullMarked
package io.loopline.model.fake;

import org.jspecify.annotations.NullMarked;
