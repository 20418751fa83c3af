package io.loopline.service;

import io.loopline.event.DeadLetter;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * What a step worker stands on.
 *
 * @param consumer the worker's own; it closes it
 * @param producer shared; closed by who made it, after the worker
 * @param handlers where requests are handled; the worker's own, it shuts it down
 */
record WorkerParts(
    Consumer<byte[], byte[]> consumer,
    Producer<byte[], byte[]> producer,
    ExecutorService handlers,
    DeadLetters letters,
    Function<DeadLetter, byte[]> letterEncoder,
    WorkerConfig config,
    InstantSource clock) {}
