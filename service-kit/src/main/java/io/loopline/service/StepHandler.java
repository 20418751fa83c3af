package io.loopline.service;

import io.loopline.event.Failure;
import org.jspecify.annotations.Nullable;

/**
 * The work of one step, called on virtual threads, several at a time.
 *
 * @param <Q> request event
 * @param <A> answer event
 */
public interface StepHandler<Q, A> {
  /**
   * Does the work. Expected failures are answers too (built with a classified {@link Failure});
   * whatever this throws is treated as a bug: logged once and answered through {@link #failure}.
   * The same request may arrive more than once. When the process stops before the work is done the
   * thread is interrupted, and what this returns or throws then is dropped.
   *
   * @return null when nobody may be answered: the request is then done without an answer
   * @throws InterruptedException when the process stops before the work is done
   */
  @Nullable A answer(Q request) throws InterruptedException;

  /** The answer that carries a failure the worker itself found; must not do the work. */
  A failure(Q request, Failure failure);
}
