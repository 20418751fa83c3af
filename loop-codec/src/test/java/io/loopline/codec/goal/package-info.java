@NullMarked
package io.loopline.codec.goal;

import org.jspecify.annotations.NullMarked;
