/**
 * A simulation of the whole system around the pure machine: topics with offsets and transactions, a
 * controller that can crash, fake workers, people, and a clock that nobody waits for. One thread,
 * one seed, the same history every time. See docs/testing.md.
 */
@NullMarked
package io.loopline.core.simulation;

import org.jspecify.annotations.NullMarked;
