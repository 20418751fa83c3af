/** Content-addressed artifacts: large bytes that never travel in events. */
@NullMarked
package io.loopline.workbench.artifact;

import org.jspecify.annotations.NullMarked;
