@NullMarked
package io.loopline.executor.worker;

import org.jspecify.annotations.NullMarked;
