@NullMarked
package io.loopline.verifier.judge;

import org.jspecify.annotations.NullMarked;
