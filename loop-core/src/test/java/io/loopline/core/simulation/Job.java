package io.loopline.core.simulation;

import io.loopline.core.Effect;
import io.loopline.core.RequestId;
import org.jspecify.annotations.Nullable;

/**
 * A request as a worker received it.
 *
 * @param at where it lies
 * @param expiresInMs milliseconds until its deadline, by true time; negative when it has passed
 * @param temper how the workers of its loop get on
 * @param runsOnce whether it is about a tool that must not run twice
 * @param tookEffect the answer to the question whether such a tool ran; null for any other request
 */
public record Job(
    Coordinates at,
    RequestId request,
    Effect effect,
    long expiresInMs,
    Temper temper,
    boolean runsOnce,
    @Nullable Boolean tookEffect) {}
