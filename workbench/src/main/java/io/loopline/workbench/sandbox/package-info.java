/**
 * Programs in a bubblewrap sandbox: argv in, exit code and clipped output back; limits, and nothing
 * left behind.
 */
@NullMarked
package io.loopline.workbench.sandbox;

import org.jspecify.annotations.NullMarked;
