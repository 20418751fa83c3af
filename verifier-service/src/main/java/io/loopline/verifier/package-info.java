/** Verifier service: judges the workspace of a loop by recomputing every check itself. */
@NullMarked
package io.loopline.verifier;

import org.jspecify.annotations.NullMarked;
