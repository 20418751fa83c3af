@NullMarked
package io.loopline.workbench.sandbox;

import org.jspecify.annotations.NullMarked;
