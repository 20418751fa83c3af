@NullMarked
package io.loopline.contract;

import org.jspecify.annotations.NullMarked;
