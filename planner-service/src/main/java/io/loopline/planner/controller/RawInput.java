package io.loopline.planner.controller;

import io.loopline.event.SourceRef;
import io.loopline.service.RejectedRecord;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * An input record with its coordinates.
 *
 * @param record key and value as bytes, either of which may be null
 * @param source coordinates
 */
record RawInput(Record<byte[], byte[]> record, SourceRef source) {

  static RawInput of(ProcessorContext<?, ?> context, Record<byte[], byte[]> record) {
    RecordMetadata metadata =
        context
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("bug: a source record without metadata"));
    return new RawInput(
        record, new SourceRef(metadata.topic(), metadata.partition(), metadata.offset()));
  }

  String topic() {
    return source.getTopic();
  }

  /** Whether the record's key is this loop id. */
  boolean hasKey(String loopId) {
    byte[] key = record.key();
    return key != null && loopId.equals(new String(key, StandardCharsets.UTF_8));
  }

  byte @Nullable [] value() {
    return record.value();
  }

  RejectedRecord rejected() {
    Map<String, byte[]> headers = new LinkedHashMap<>();
    for (Header header : record.headers()) {
      headers.put(header.key(), header.value() == null ? new byte[0] : header.value());
    }
    return new RejectedRecord(
        source.getTopic(),
        source.getPartition(),
        source.getOffset(),
        Math.max(0, record.timestamp()),
        record.key(),
        record.value(),
        headers);
  }
}
