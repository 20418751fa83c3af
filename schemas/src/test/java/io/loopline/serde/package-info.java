@NullMarked
package io.loopline.serde;

import org.jspecify.annotations.NullMarked;
