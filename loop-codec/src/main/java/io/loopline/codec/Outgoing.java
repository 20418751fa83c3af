package io.loopline.codec;

import io.loopline.event.LoopInput;
import io.loopline.topic.LoopTopic;
import org.apache.avro.specific.SpecificRecord;

/** An event and the topic it goes to. */
public record Outgoing<T extends SpecificRecord>(LoopTopic<T> topic, T event) {
  /** The record's key: the loop it is for, which for an input is not the loop that sends it. */
  public String key(String sender) {
    return event instanceof LoopInput input ? input.getLoopId() : sender;
  }
}
