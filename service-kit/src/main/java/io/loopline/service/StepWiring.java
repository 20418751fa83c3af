package io.loopline.service;

import java.util.function.Function;

/**
 * Everything one step worker is made of besides its Kafka clients.
 *
 * @param name consumer group and thread names come from it
 * @param decoder value of a request record to a request; throws what EventCodec throws
 * @param encoder answer to the value of its record; throws what EventCodec throws
 * @param prepare asks the registry for what is needed later; tried until it does not throw
 */
record StepWiring<Q, A>(
    String name,
    String requestTopic,
    String answerTopic,
    Function<byte[], Q> decoder,
    Function<A, byte[]> encoder,
    Runnable prepare,
    StepContract<Q> contract,
    StepHandler<Q, A> handler) {}
