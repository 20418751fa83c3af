/** Tests. */
@NullMarked
package io.loopline.verifier.worker;

import org.jspecify.annotations.NullMarked;
