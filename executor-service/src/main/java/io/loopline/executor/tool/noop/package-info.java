/** A tool that does nothing. */
@NullMarked
package io.loopline.executor.tool.noop;

import org.jspecify.annotations.NullMarked;
