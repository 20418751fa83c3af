@NullMarked
package io.loopline.core;

import org.jspecify.annotations.NullMarked;
