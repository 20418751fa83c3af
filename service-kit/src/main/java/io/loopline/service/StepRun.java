package io.loopline.service;

import io.loopline.event.DeadLetterReason;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.topic.LoopTopics;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to one record on its virtual thread: handler, answer, acknowledgement. Holds no
 * state of its own; safe for all threads. It ends only after the brokers have the answer.
 */
final class StepRun<Q, A> {
  private static final Logger LOG = LoggerFactory.getLogger(StepRun.class);
  private static final String TRACE_PARENT = "traceparent";
  private static final int MAX_FAILURE_LENGTH = 2000;

  private final StepWiring<Q, A> wiring;
  private final PatientCalls calls;
  private final RecordSender sender;
  private final DeadLetterWriter deadLetters;
  private final BooleanSupplier givenUp;

  /** A record value, or why there is none. */
  private sealed interface Made {
    @SuppressWarnings("ArrayRecordComponent") // carries a record's bytes; never compared
    record Value(byte[] bytes) implements Made {}

    record Nothing(Failure failure, Throwable cause) implements Made {}

    /** The handler wants nobody to be answered. */
    record NoAnswer() implements Made {}
  }

  /**
   * @param givenUp whether the worker no longer wants what is still running; it then interrupts too
   */
  StepRun(
      StepWiring<Q, A> wiring,
      PatientCalls calls,
      RecordSender sender,
      DeadLetterWriter deadLetters,
      BooleanSupplier givenUp) {
    this.wiring = wiring;
    this.calls = calls;
    this.sender = sender;
    this.deadLetters = deadLetters;
    this.givenUp = givenUp;
  }

  /** Has the handler do the work. */
  void answer(Delivery delivery, Q request) throws InterruptedException {
    switch (make(delivery, request, () -> wiring.handler().answer(request))) {
      case Made.Value(byte[] bytes) -> send(delivery, request, bytes);
      case Made.Nothing(Failure failure, _) -> fail(delivery, request, failure);
      case Made.NoAnswer _ ->
          LOG.atInfo()
              .addKeyValue("worker", wiring.name())
              .addKeyValue("loopId", wiring.contract().loopId().apply(request))
              .addKeyValue(
                  "requestId", wiring.contract().requestRef().apply(request).getRequestId())
              .log("request done without an answer");
    }
  }

  /** Answers with a failure, without the work. */
  void fail(Delivery delivery, Q request, Failure failure) throws InterruptedException {
    switch (make(delivery, request, () -> wiring.handler().failure(request, failure))) {
      case Made.Value(byte[] bytes) -> send(delivery, request, bytes);
      // Not even a failure can be said: the record must not stop its partition for ever.
      case Made.Nothing(Failure second, Throwable cause) ->
          deadLetters.write(
              RejectedRecord.of(delivery.record()),
              DeadLetterReason.PROCESSING_FAILED,
              second.getMessage(),
              cause);
      case Made.NoAnswer _ ->
          throw new IllegalStateException("bug: " + wiring.name() + " made no failure");
    }
  }

  /** Sets a record aside that is no request. */
  void reject(Delivery delivery, Reading.Rejected<Q> rejected) throws InterruptedException {
    deadLetters.write(
        RejectedRecord.of(delivery.record()),
        rejected.reason(),
        rejected.message(),
        rejected.cause());
  }

  private Made make(Delivery delivery, Q request, Callable<? extends @Nullable A> maker)
      throws InterruptedException {
    try {
      @Nullable A answer = maker.call();
      stopWhenGivenUp();
      if (answer == null) {
        return new Made.NoAnswer();
      }
      byte[] bytes = calls.call(who(delivery), () -> wiring.encoder().apply(answer));
      return checkSize(bytes);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | StackOverflowError | LinkageError | AssertionError bug) {
      stopWhenGivenUp();
      return bug(delivery, request, bug);
    }
  }

  /**
   * Whatever comes of work that was given up is dropped: a handler that was interrupted may return
   * or throw anything, and its interrupt flag may be gone.
   */
  private void stopWhenGivenUp() throws InterruptedException {
    // An interrupt the handler left behind by itself must not break the sending.
    Thread.interrupted();
    if (givenUp.getAsBoolean()) {
      throw new InterruptedException("the worker is closing");
    }
  }

  private static Made checkSize(byte[] bytes) {
    if (bytes.length <= LoopTopics.MAX_EVENT_BYTES) {
      return new Made.Value(bytes);
    }
    String message =
        "The answer has %d bytes, more than the %d an event may have; large outputs belong in artifacts."
            .formatted(bytes.length, LoopTopics.MAX_EVENT_BYTES);
    return new Made.Nothing(
        failure(FailureKind.LIMIT_EXCEEDED, message), new IllegalStateException(message));
  }

  private Made bug(Delivery delivery, Q request, Throwable bug) {
    LOG.atError()
        .setCause(bug)
        .addKeyValue("worker", wiring.name())
        .addKeyValue("loopId", wiring.contract().loopId().apply(request))
        .addKeyValue("requestId", wiring.contract().requestRef().apply(request).getRequestId())
        .addKeyValue("topic", delivery.record().topic())
        .addKeyValue("partition", delivery.record().partition())
        .addKeyValue("offset", delivery.record().offset())
        .log("bug: handling a request threw");
    String message = "This is a bug in the " + wiring.name() + " worker: " + bug;
    return new Made.Nothing(failure(FailureKind.TERMINAL, message), bug);
  }

  static Failure failure(FailureKind kind, String message) {
    return Failure.newBuilder()
        .setKind(kind)
        .setMessage(Texts.cut(message, MAX_FAILURE_LENGTH))
        .build();
  }

  private void send(Delivery delivery, Q request, byte[] value) throws InterruptedException {
    byte[] key = wiring.contract().loopId().apply(request).getBytes(StandardCharsets.UTF_8);
    // The partition is the request's, not the key's hash: the controller task that asked reads it.
    ProducerRecord<byte[], byte[]> answer =
        new ProducerRecord<>(wiring.answerTopic(), delivery.record().partition(), key, value);
    Optional.ofNullable(delivery.record().headers().lastHeader(TRACE_PARENT))
        .map(Header::value)
        .ifPresent(trace -> answer.headers().add(TRACE_PARENT, trace));
    sender.send(who(delivery), answer);
  }

  private static String who(Delivery delivery) {
    return "answer to " + delivery.coordinates();
  }
}
