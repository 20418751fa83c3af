@NullMarked
package io.loopline.loopctl.doctor;

import org.jspecify.annotations.NullMarked;
