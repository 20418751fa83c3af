package io.loopline.loopctl.bench;

/**
 * What a relay carries around.
 *
 * @param transactional whether the hops that stand for the controller commit what they read and
 *     write in transactions
 * @param load tokens and rounds of each
 * @param payloadBytes size of every record's value
 * @param partitions of every topic
 */
record RelayShape(boolean transactional, Load load, int payloadBytes, int partitions) {
  RelayShape {
    if (payloadBytes < Integer.BYTES) {
      throw new IllegalArgumentException("payloadBytes must hold a round: " + payloadBytes);
    }
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions must be at least 1: " + partitions);
    }
  }
}
