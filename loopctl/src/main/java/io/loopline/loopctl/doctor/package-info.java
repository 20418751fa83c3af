/**
 * {@code loop doctor}: looks at this machine (probes), judges what was found (pure), and says what
 * each missing thing costs.
 */
@NullMarked
package io.loopline.loopctl.doctor;

import org.jspecify.annotations.NullMarked;
