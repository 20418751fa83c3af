/** The edge of the verifier: verify requests in, verdicts out. */
@NullMarked
package io.loopline.verifier.worker;

import org.jspecify.annotations.NullMarked;
