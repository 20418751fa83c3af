package io.loopline.executor.worker;

import static java.util.Objects.requireNonNull;

import io.loopline.event.ActionClaim;
import io.loopline.serde.EventFormat;
import io.loopline.serde.RegistryUnreachable;
import io.loopline.serde.UnknownSchemaId;
import io.loopline.topic.LoopTopics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends claims. The key is the loop id, so a claim reaches the controller's task of its loop; one
 * that does not arrive is sent again by whoever waits for its word. Thread-safe.
 */
final class ClaimRecords {
  private static final Logger LOG = LoggerFactory.getLogger(ClaimRecords.class);

  private final Producer<byte[], byte[]> producer;
  private final EventFormat codec;

  ClaimRecords(Producer<byte[], byte[]> producer, EventFormat codec) {
    this.producer = requireNonNull(producer, "producer is null");
    this.codec = requireNonNull(codec, "codec is null");
  }

  /** Hands a claim to the producer; a fault that may pass is logged. */
  void send(ActionClaim claim) {
    try {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(
              LoopTopics.CLAIMS.name(),
              claim.getLoopId().getBytes(StandardCharsets.UTF_8),
              codec.encode(LoopTopics.CLAIMS, claim));
      var _ = producer.send(record, (_, failure) -> notSent(claim, failure));
    } catch (RetriableException | RegistryUnreachable | UnknownSchemaId passing) {
      notSent(claim, passing);
    }
  }

  private static void notSent(ActionClaim claim, @Nullable Exception failure) {
    if (failure != null) {
      LOG.atWarn()
          .addKeyValue("loopId", claim.getLoopId())
          .addKeyValue("requestId", claim.getRequest().getRequestId())
          .addKeyValue("error", failure.getMessage())
          .log("claim not sent, sent again later");
    }
  }
}
