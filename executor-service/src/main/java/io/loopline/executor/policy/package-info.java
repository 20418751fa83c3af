/** What an action may touch. */
@NullMarked
package io.loopline.executor.policy;

import org.jspecify.annotations.NullMarked;
