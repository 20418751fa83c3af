@NullMarked
package io.loopline.codec.replay;

import org.jspecify.annotations.NullMarked;
