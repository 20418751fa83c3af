@NullMarked
package io.loopline.model.secret;

import org.jspecify.annotations.NullMarked;
