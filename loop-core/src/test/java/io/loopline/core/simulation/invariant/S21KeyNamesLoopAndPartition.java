package io.loopline.core.simulation.invariant;

import io.loopline.core.simulation.Broker;
import io.loopline.core.simulation.Dump;
import io.loopline.core.simulation.Message;
import io.loopline.core.simulation.Topic;
import io.loopline.core.simulation.TopicRecord;
import org.jspecify.annotations.Nullable;

/** The key is the loop id, and a loop has one partition in every topic. */
final class S21KeyNamesLoopAndPartition implements Invariant {
  @Override
  public String id() {
    return "S21";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    for (Topic topic : Topic.values()) {
      if (topic.isByLoop()) {
        for (TopicRecord record : dump.records(topic)) {
          findings.require(
              record.at().partition() == Broker.partitionOf(record.key()),
              "%s has key %s, which belongs to partition %d",
              record.at(),
              record.key(),
              Broker.partitionOf(record.key()));
          String loopId = loopOf(record);
          findings.require(
              loopId == null || loopId.equals(record.key()),
              "%s has key %s and holds loop %s",
              record.at(),
              record.key(),
              loopId);
        }
      }
    }
  }

  private static @Nullable String loopOf(TopicRecord record) {
    return switch (record.message()) {
      case Message.Input input -> input.loopId();
      case Message.Request request -> request.request().loopId();
      case Message.Signal signal -> signal.signal().request().loopId();
      case Message.Bill bill -> bill.request().loopId();
      case Message.Ran ran -> ran.request().loopId();
      case Message.Audit audit -> audit.decision().loopId();
      case Message.Result result -> result.loopId();
      case Message.Permit permit -> permit.loopId();
      case Message.Letter _, Message.Poison _, Message.Marker _ -> null;
    };
  }
}
