@NullMarked
package io.loopline.codec.prompt;

import org.jspecify.annotations.NullMarked;
