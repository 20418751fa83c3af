@NullMarked
package io.loopline.model;

import org.jspecify.annotations.NullMarked;
