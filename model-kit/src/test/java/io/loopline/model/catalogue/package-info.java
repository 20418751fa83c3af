@NullMarked
package io.loopline.model.catalogue;

import org.jspecify.annotations.NullMarked;
