package io.loopline.loopctl.bench;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Counts committed transactions in the coordinator's own log, the topic {@code
 * __transaction_state}: one record of a transaction says that it is completely committed.
 *
 * <p>Source of the layout: Kafka's {@code TransactionLogValue.json}, versions 0 and 1: int16
 * version, int64 producer id, int16 producer epoch, int32 timeout, int8 status; and {@code
 * TransactionState}: status 4 is CompleteCommit.
 */
final class TransactionLog {
  static final String TOPIC = "__transaction_state";

  private static final int STATUS_AT = Short.BYTES + Long.BYTES + Short.BYTES + Integer.BYTES;
  private static final byte COMPLETE_COMMIT = 4;

  private TransactionLog() {}

  /** How many of these records of {@link #TOPIC} end a committed transaction. */
  static long committed(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().filter(record -> isCommitted(record.value())).count();
  }

  private static boolean isCommitted(byte[] value) {
    return value != null
        && value.length > STATUS_AT
        && ByteBuffer.wrap(value).getShort() <= 1
        && value[STATUS_AT] == COMPLETE_COMMIT;
  }
}
