/** The pure loop engine: state machine, budgets, timers and canonical state, with no I/O. */
@NullMarked
package io.loopline.core;

import org.jspecify.annotations.NullMarked;
