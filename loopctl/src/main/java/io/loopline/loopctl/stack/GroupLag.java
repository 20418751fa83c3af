package io.loopline.loopctl.stack;

/**
 * How far a group of services is behind on a topic.
 *
 * @param records that are committed on the topic and not yet done by the group
 * @param exact false when there are so many that they were not counted: then {@code records} is the
 *     distance in offsets, which transaction markers take up too
 */
record GroupLag(String group, String topic, long records, boolean exact) {
  /** The number, with a tilde when it is not counted. */
  String words() {
    return (exact ? "" : "~") + records;
  }
}
