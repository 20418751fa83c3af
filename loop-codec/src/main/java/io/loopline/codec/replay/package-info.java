/** Audit replay: the recorded causes through the same state machine, decision by decision. */
@NullMarked
package io.loopline.codec.replay;

import org.jspecify.annotations.NullMarked;
