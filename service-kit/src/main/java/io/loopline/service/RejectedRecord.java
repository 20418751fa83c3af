package io.loopline.service;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record that cannot be processed, as it was read. Header names are unique here: of equal ones
 * the last is kept.
 *
 * @param timestampMs timestamp of the record, milliseconds since 1970
 * @param key null when it has none
 * @param value null when it has none
 */
@SuppressWarnings("ArrayRecordComponent") // carries a record's bytes; never compared
public record RejectedRecord(
    String topic,
    int partition,
    long offset,
    long timestampMs,
    byte @Nullable [] key,
    byte @Nullable [] value,
    Map<String, byte[]> headers) {

  public RejectedRecord {
    headers = Map.copyOf(headers);
  }

  /** The record as a consumer got it. */
  public static RejectedRecord of(ConsumerRecord<byte[], byte[]> record) {
    Map<String, byte[]> headers = new LinkedHashMap<>();
    for (Header header : record.headers()) {
      headers.put(header.key(), header.value() == null ? new byte[0] : header.value());
    }
    return new RejectedRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.key(),
        record.value(),
        headers);
  }

  /** topic/partition/offset: the key of its dead letter. */
  public String coordinates() {
    return topic + "/" + partition + "/" + offset;
  }
}
