package io.loopline.planner.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.serde.EventCodec;
import io.loopline.serde.LocalSchemaRegistry;
import io.loopline.topic.LoopTopics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

class ControllerTopologyTest {
  private final Topology topology =
      ControllerTopology.build(
          new ControllerEdge(
              new EventCodec(new LocalSchemaRegistry(), true), DrivenController.PRODUCER));

  /** Store and node names are in changelog topics and metrics; a rename strands running state. */
  @Test
  void shouldKeepItsShape() throws IOException {
    assertThat(topology.describe().toString().strip()).isEqualTo(golden().strip());
  }

  @Test
  void shouldReadEveryTopicThatAReplayReads() {
    assertThat(ControllerTopology.CAUSES).isEqualTo(LoopTopics.causes());
  }

  private static String golden() throws IOException {
    try (InputStream golden = ControllerTopologyTest.class.getResourceAsStream("topology.txt")) {
      return new String(
          Objects.requireNonNull(golden, "topology.txt is missing").readAllBytes(),
          StandardCharsets.UTF_8);
    }
  }
}
