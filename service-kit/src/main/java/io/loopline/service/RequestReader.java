package io.loopline.service;

import io.loopline.event.DeadLetterReason;
import io.loopline.serde.RegistryUnreachable;
import io.loopline.serde.UnknownSchemaId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Records to requests, with every refusal classified. Stateless. */
final class RequestReader<Q> {
  private final Function<byte[], Q> decoder;
  private final StepContract<Q> contract;

  RequestReader(Function<byte[], Q> decoder, StepContract<Q> contract) {
    this.decoder = decoder;
    this.contract = contract;
  }

  Reading<Q> read(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return new Reading.Rejected<>(DeadLetterReason.INVALID, "the record has no value", null);
    }
    try {
      return checkKey(record, decoder.apply(record.value()));
    } catch (RegistryUnreachable e) {
      return new Reading.Undecided<>(String.valueOf(e.getMessage()));
    } catch (UnknownSchemaId e) {
      return new Reading.Rejected<>(
          DeadLetterReason.UNKNOWN_SCHEMA, String.valueOf(e.getMessage()), e);
    } catch (SerializationException e) {
      return new Reading.Rejected<>(
          DeadLetterReason.UNDECODABLE, String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      // Hostile bytes can make a decoder throw anything; none of it may end the worker.
      return new Reading.Rejected<>(DeadLetterReason.UNDECODABLE, e.toString(), e);
    }
  }

  private Reading<Q> checkKey(ConsumerRecord<byte[], byte[]> record, Q request) {
    String loopId = contract.loopId().apply(request);
    if (!Arrays.equals(record.key(), loopId.getBytes(StandardCharsets.UTF_8))) {
      return new Reading.Rejected<>(
          DeadLetterReason.KEY_MISMATCH, "the record key is not the loop id " + loopId, null);
    }
    return new Reading.Understood<>(request);
  }
}
