/** The tool that runs programs in the sandbox. */
@NullMarked
package io.loopline.executor.tool.process;

import org.jspecify.annotations.NullMarked;
