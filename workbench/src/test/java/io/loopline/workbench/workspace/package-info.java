@NullMarked
package io.loopline.workbench.workspace;

import org.jspecify.annotations.NullMarked;
