@NullMarked
package io.loopline.loopctl.settings;

import org.jspecify.annotations.NullMarked;
