/** The tool that appends to files outside the workspace, at most once per action. */
@NullMarked
package io.loopline.executor.tool.outbox;

import org.jspecify.annotations.NullMarked;
