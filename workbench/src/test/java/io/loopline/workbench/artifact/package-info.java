@NullMarked
package io.loopline.workbench.artifact;

import org.jspecify.annotations.NullMarked;
