@NullMarked
package io.loopline.model.provider;

import org.jspecify.annotations.NullMarked;
