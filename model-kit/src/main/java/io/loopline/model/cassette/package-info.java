/** Calls recorded into a file, and answered from it. */
@NullMarked
package io.loopline.model.cassette;

import org.jspecify.annotations.NullMarked;
