/** Tests. */
@NullMarked
package io.loopline.verifier.layer;

import org.jspecify.annotations.NullMarked;
