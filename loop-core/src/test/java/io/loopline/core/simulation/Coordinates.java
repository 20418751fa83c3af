package io.loopline.core.simulation;

/** Where a record lies. */
public record Coordinates(Topic topic, int partition, long offset) {
  @Override
  public String toString() {
    return topic + "/" + partition + "/" + offset;
  }
}
