/** The layers of a verification, cheapest first; a layer that does not hold ends the judgement. */
@NullMarked
package io.loopline.verifier.layer;

import org.jspecify.annotations.NullMarked;
