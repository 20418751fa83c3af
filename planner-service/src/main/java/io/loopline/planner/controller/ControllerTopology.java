package io.loopline.planner.controller;

import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The shape of the controller. Three sub-topologies: the intake puts what people send on the
 * partition of its loop id, because clients outside hash keys in different ways; the controller
 * reads only topics whose partition it can trust, next to the stores of the same partition; the
 * limiter counts the running loops of a label, on the partition of the label.
 */
public final class ControllerTopology {
  static final String INTAKE = "intake";
  static final String INTAKE_INBOX = "intake-inbox";
  static final String CONTROLLER = "controller";
  static final String LIMITER = "limiter";
  static final String LIMITER_INBOX = "limiter-inbox";

  private static final List<LoopTopic<?>> FROM_PEOPLE =
      List.of(LoopTopics.GOALS, LoopTopics.COMMANDS);

  /** Topics the controller decides on. */
  static final List<LoopTopic<?>> CAUSES =
      List.of(
          LoopTopics.INBOX,
          LoopTopics.PLANS,
          LoopTopics.OBSERVATIONS,
          LoopTopics.VERDICTS,
          LoopTopics.CLAIMS);

  /** Topics the controller writes, besides dead letters. */
  static final List<LoopTopic<?>> OUTPUTS =
      List.of(
          LoopTopics.PLAN_REQUESTS,
          LoopTopics.ACTION_REQUESTS,
          LoopTopics.VERIFY_REQUESTS,
          LoopTopics.WORKER_SIGNALS,
          LoopTopics.INBOX,
          LoopTopics.PERMITS,
          LoopTopics.RESULTS,
          LoopTopics.TRANSITIONS);

  private ControllerTopology() {}

  /**
   * Builds the topology.
   *
   * @param edge decoding, encoding and identity, shared by all tasks
   */
  public static Topology build(ControllerEdge edge) {
    Topology topology = new Topology();
    source(topology, "people", FROM_PEOPLE);
    topology.addProcessor(INTAKE, () -> new IntakeProcessor(edge), "people");
    sink(topology, INTAKE_INBOX, LoopTopics.INBOX, INTAKE);
    deadLetters(topology, "intake-dead-letters", INTAKE);

    source(topology, "causes", CAUSES);
    topology.addProcessor(CONTROLLER, () -> new LoopProcessor(edge), "causes");
    for (StoreBuilder<?> store : LoopStores.builders()) {
      topology.addStateStore(store, CONTROLLER);
    }
    OUTPUTS.forEach(topic -> sink(topology, topic, CONTROLLER));
    deadLetters(topology, "controller-dead-letters", CONTROLLER);

    source(topology, "permit-requests", List.of(LoopTopics.PERMITS));
    topology.addProcessor(LIMITER, () -> new LimiterProcessor(edge), "permit-requests");
    topology.addStateStore(LoopStores.permits(), LIMITER);
    sink(topology, LIMITER_INBOX, LoopTopics.INBOX, LIMITER);
    deadLetters(topology, "limiter-dead-letters", LIMITER);
    return topology;
  }

  /** Name of the dead-letter sink of a processor. */
  static String deadLetterSink(String processor) {
    return processor + "-dead-letters";
  }

  private static void source(Topology topology, String name, List<LoopTopic<?>> topics) {
    topology.addSource(
        name,
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        topics.stream().map(LoopTopic::name).toArray(String[]::new));
  }

  private static void sink(Topology topology, LoopTopic<?> topic, String processor) {
    sink(topology, topic.name(), topic, processor);
  }

  private static void sink(Topology topology, String name, LoopTopic<?> topic, String processor) {
    topology.addSink(
        name, topic.name(), new ByteArraySerializer(), new ByteArraySerializer(), processor);
  }

  private static void deadLetters(Topology topology, String name, String processor) {
    topology.addSink(
        name,
        LoopTopics.DEAD_LETTERS.name(),
        new ByteArraySerializer(),
        new ByteArraySerializer(),
        processor);
  }
}
