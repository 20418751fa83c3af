package io.loopline.core.simulation;

import io.loopline.core.Effect;
import io.loopline.core.RequestId;

/**
 * A request as a worker received it.
 *
 * @param at where it lies
 * @param expiresInMs milliseconds until its deadline, by true time; negative when it has passed
 * @param temper how the workers of its loop get on
 */
public record Job(
    Coordinates at, RequestId request, Effect effect, long expiresInMs, Temper temper) {}
