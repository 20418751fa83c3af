@NullMarked
package io.loopline.executor.policy;

import org.jspecify.annotations.NullMarked;
