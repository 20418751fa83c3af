@NullMarked
package io.loopline.loopctl.goal;

import org.jspecify.annotations.NullMarked;
