@NullMarked
package io.loopline.executor.tool.workspace;

import org.jspecify.annotations.NullMarked;
