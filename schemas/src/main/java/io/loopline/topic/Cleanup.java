package io.loopline.topic;

/** What the broker does with old records of a topic. */
public enum Cleanup {
  /** Records are removed once the retention has passed. */
  DELETE("delete"),
  /** The newest record of each key is kept for ever. */
  COMPACT("compact");

  private final String policy;

  Cleanup(String policy) {
    this.policy = policy;
  }

  /** The value of Kafka's {@code cleanup.policy}. */
  public String policy() {
    return policy;
  }
}
