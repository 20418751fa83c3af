@NullMarked
package io.loopline.tool;

import org.jspecify.annotations.NullMarked;
