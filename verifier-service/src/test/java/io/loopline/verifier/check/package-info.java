/** Tests. */
@NullMarked
package io.loopline.verifier.check;

import org.jspecify.annotations.NullMarked;
