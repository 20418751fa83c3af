package io.loopline.service;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record with the partition it counts for. The methods that change it are for the poll thread.
 */
record Delivery(PartitionProgress progress, ConsumerRecord<byte[], byte[]> record) {
  /** Coordinates, as in the key of a dead letter. */
  String coordinates() {
    return record.topic() + "/" + record.partition() + "/" + record.offset();
  }

  /** How often a worker began it and never finished it. */
  int deaths() {
    return progress.deathsAt(record.offset());
  }

  void begin() {
    progress.begin(record);
  }

  void complete() {
    progress.complete(record);
  }
}
