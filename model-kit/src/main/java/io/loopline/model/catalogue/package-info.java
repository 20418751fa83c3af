/** Which language models there are, what they cost, how much they take, and how they are asked. */
@NullMarked
package io.loopline.model.catalogue;

import org.jspecify.annotations.NullMarked;
