@NullMarked
package io.loopline.model.guard;

import org.jspecify.annotations.NullMarked;
