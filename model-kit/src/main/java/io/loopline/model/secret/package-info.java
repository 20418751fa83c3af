/** Keys by reference: named in configuration, read when they are used, never shown. */
@NullMarked
package io.loopline.model.secret;

import org.jspecify.annotations.NullMarked;
