/** What a tool is, and the tools of this deployment. */
@NullMarked
package io.loopline.executor.tool;

import org.jspecify.annotations.NullMarked;
