package io.loopline.executor.worker;

import static java.util.Objects.requireNonNull;

import io.loopline.event.WorkerSignal;
import io.loopline.serde.RegistryUnreachable;
import io.loopline.service.TopicFollower;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the signals to all workers. A missed one is made good by repeating the claim, so what
 * cannot be read is logged and passed over. Used by the follower's thread alone.
 */
final class SignalReader implements TopicFollower.Sink {
  private static final Logger LOG = LoggerFactory.getLogger(SignalReader.class);

  private final Function<byte[], WorkerSignal> decoder;
  private final Consumer<WorkerSignal> listener;

  /**
   * @param decoder throws what EventFormat throws
   */
  SignalReader(Function<byte[], WorkerSignal> decoder, Consumer<WorkerSignal> listener) {
    this.decoder = requireNonNull(decoder, "decoder is null");
    this.listener = requireNonNull(listener, "listener is null");
  }

  @Override
  public void accept(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      listener.accept(decoder.apply(record.value()));
    } catch (RegistryUnreachable unreachable) {
      throw unreachable; // the follower waits and comes back with the record
    } catch (SerializationException undecodable) {
      // every instance reads it, so none sets it aside; whoever waits claims again
      LOG.atWarn()
          .addKeyValue("topic", record.topic())
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .addKeyValue("error", undecodable.getMessage())
          .log("signal skipped");
    }
  }
}
