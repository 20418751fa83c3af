/**
 * The loop controller: a Kafka Streams topology that is the only writer of a loop's state.
 * Decisions are made by loop-core; these classes carry records in, state through and records out.
 */
@NullMarked
package io.loopline.planner.controller;

import org.jspecify.annotations.NullMarked;
