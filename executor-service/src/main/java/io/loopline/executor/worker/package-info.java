/** From action requests to observations. */
@NullMarked
package io.loopline.executor.worker;

import org.jspecify.annotations.NullMarked;
