/** Reading, writing, listing and patching files of a workspace. */
@NullMarked
package io.loopline.executor.tool.workspace;

import org.jspecify.annotations.NullMarked;
