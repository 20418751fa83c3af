@NullMarked
package io.loopline.codec;

import org.jspecify.annotations.NullMarked;
