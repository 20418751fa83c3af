package io.loopline.system;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/** Where clients put a key. */
final class Partitions {
  private Partitions() {}

  /** As Java clients and kafkajs do it. */
  static int murmur2(String key, int count) {
    return BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), count);
  }

  /** As librdkafka's consistent partitioner does it. */
  static int crc32(String key, int count) {
    CRC32 crc = new CRC32();
    crc.update(key.getBytes(StandardCharsets.UTF_8));
    return (int) (crc.getValue() % count);
  }

  /** A key that the two put into different partitions. */
  static String disputed(String prefix, int count) {
    int number = 0;
    while (murmur2(prefix + number, count) == crc32(prefix + number, count)) {
      number++;
    }
    return prefix + number;
  }
}
