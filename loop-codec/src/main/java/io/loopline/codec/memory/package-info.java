/** Who sees and who writes what loops remember; keys of facts. */
@NullMarked
package io.loopline.codec.memory;

import org.jspecify.annotations.NullMarked;
