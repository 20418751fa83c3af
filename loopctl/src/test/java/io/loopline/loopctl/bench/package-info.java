@NullMarked
package io.loopline.loopctl.bench;

import org.jspecify.annotations.NullMarked;
