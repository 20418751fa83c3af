/** The executor service: runs the actions of plans. */
@NullMarked
package io.loopline.executor;

import org.jspecify.annotations.NullMarked;
