package io.loopline.loopctl.loops;

/** A record that could not be decoded: where it is and why. */
record Unreadable(String topic, int partition, long offset, String why) {

  /** Coordinates as used everywhere: topic/partition/offset. */
  String coordinates() {
    return topic + "/" + partition + "/" + offset;
  }
}
