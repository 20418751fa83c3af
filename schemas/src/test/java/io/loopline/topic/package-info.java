@NullMarked
package io.loopline.topic;

import org.jspecify.annotations.NullMarked;
