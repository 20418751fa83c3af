package io.loopline.codec;

import io.loopline.topic.LoopTopic;
import org.apache.avro.specific.SpecificRecord;

/** An event and the topic it goes to; its key is the loop id. */
public record Outgoing<T extends SpecificRecord>(LoopTopic<T> topic, T event) {}
