package io.loopline.service;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends one record and waits until the brokers have it. Blocks, so it is for virtual threads; safe
 * for all of them.
 */
final class RecordSender {
  private final Producer<byte[], byte[]> producer;
  private final PatientCalls calls;

  RecordSender(Producer<byte[], byte[]> producer, PatientCalls calls) {
    this.producer = producer;
    this.calls = calls;
  }

  /**
   * Returns once the record is acknowledged; sends again for as long as the fault may pass.
   *
   * @param who names the waiting in logs and readiness
   * @throws RuntimeException what does not pass by waiting
   * @throws InterruptedException when the worker gives up
   */
  void send(String who, ProducerRecord<byte[], byte[]> sent) throws InterruptedException {
    calls.call(
        who,
        () -> {
          sendOnce(sent);
          return sent;
        });
  }

  private void sendOnce(ProducerRecord<byte[], byte[]> sent) throws InterruptedException {
    try {
      producer.send(sent).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException("the producer failed", e.getCause());
    }
  }
}
