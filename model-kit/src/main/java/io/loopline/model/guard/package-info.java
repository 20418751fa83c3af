/** Calls within their caps and deadline, behind limits and breakers, along a fallback chain. */
@NullMarked
package io.loopline.model.guard;

import org.jspecify.annotations.NullMarked;
