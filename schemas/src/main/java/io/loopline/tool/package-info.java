/** Contracts of the tools that an action may name. */
@NullMarked
package io.loopline.tool;

import org.jspecify.annotations.NullMarked;
