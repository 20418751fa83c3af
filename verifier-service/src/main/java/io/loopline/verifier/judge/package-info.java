/** The last layer: a language model judges by criteria what no program can. */
@NullMarked
package io.loopline.verifier.judge;

import org.jspecify.annotations.NullMarked;
