/** SQL over the files of a workspace. */
@NullMarked
package io.loopline.executor.tool.sql;

import org.jspecify.annotations.NullMarked;
