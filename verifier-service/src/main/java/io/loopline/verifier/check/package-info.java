/** Checks of a goal, one class per kind; they see a restored workspace and nothing else. */
@NullMarked
package io.loopline.verifier.check;

import org.jspecify.annotations.NullMarked;
