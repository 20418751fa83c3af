@NullMarked
package io.loopline.codec.memory;

import org.jspecify.annotations.NullMarked;
