package io.loopline.codec;

import io.loopline.event.LoopInput;
import io.loopline.event.PermitRequest;
import io.loopline.topic.LoopTopic;
import org.apache.avro.specific.SpecificRecord;

/** An event and the topic it goes to. */
public record Outgoing<T extends SpecificRecord>(LoopTopic<T> topic, T event) {
  /**
   * The record's key: the loop it is for, which for an input is not the loop that sends it, or the
   * label a permit is of.
   */
  public String key(String sender) {
    return switch (event) {
      case LoopInput input -> input.getLoopId();
      case PermitRequest permit -> permit.getLabel();
      default -> sender;
    };
  }
}
