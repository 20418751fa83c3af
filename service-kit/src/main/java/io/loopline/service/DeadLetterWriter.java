package io.loopline.service;

import io.loopline.event.DeadLetter;
import io.loopline.event.DeadLetterReason;
import io.loopline.topic.LoopTopics;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes dead letters and waits until the brokers have them. Blocks, for as long as brokers or
 * registry are away: whoever reads the input must not go on before. Safe for all threads.
 */
final class DeadLetterWriter {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterWriter.class);

  private final DeadLetters letters;
  private final Function<DeadLetter, byte[]> encoder;
  private final RecordSender sender;
  private final PatientCalls calls;

  DeadLetterWriter(
      DeadLetters letters,
      Function<DeadLetter, byte[]> encoder,
      RecordSender sender,
      PatientCalls calls) {
    this.letters = letters;
    this.encoder = encoder;
    this.sender = sender;
    this.calls = calls;
  }

  /**
   * Sets the record aside.
   *
   * @param cause null when there was no exception
   * @throws RuntimeException when it can never be written: input must stop
   * @throws InterruptedException when the worker gives up
   */
  void write(
      RejectedRecord record, DeadLetterReason reason, String message, @Nullable Throwable cause)
      throws InterruptedException {
    DeadLetter letter = letters.compose(record, reason, message, cause);
    String who = "dead letter " + record.coordinates();
    byte[] value = calls.call(who, () -> encoder.apply(letter));
    byte[] key = record.coordinates().getBytes(StandardCharsets.UTF_8);
    sender.send(who, new ProducerRecord<>(LoopTopics.DEAD_LETTERS.name(), key, value));
    LOG.atWarn()
        .addKeyValue("topic", record.topic())
        .addKeyValue("partition", record.partition())
        .addKeyValue("offset", record.offset())
        .addKeyValue("reason", reason)
        .addKeyValue("error", Texts.cut(message, 300))
        .log("record dead-lettered");
  }
}
