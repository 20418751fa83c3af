package io.loopline.core.simulation.golden;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.core.CanonicalBytes;
import io.loopline.core.LoopEvent;
import io.loopline.core.LoopMachine;
import io.loopline.core.LoopState;
import io.loopline.core.StopReason;
import io.loopline.core.Transition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One loop's events with the decisions on them, as a file: a line for the head, a line a step.
 *
 * @param machineVersion version of the machine that decided so
 */
record GoldenHistory(int machineVersion, StopReason stopReason, List<Step> steps) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** An event and the decision on it, both also as what the file says of them. */
  record Step(JsonNode event, JsonNode decision) {}

  GoldenHistory {
    steps = List.copyOf(steps);
  }

  /** What today's machine makes of these events. */
  static GoldenHistory decided(StopReason reason, List<LoopEvent> events) {
    List<Step> steps = new ArrayList<>();
    LoopState state = new LoopState.Absent();
    for (LoopEvent event : events) {
      Transition transition = LoopMachine.step(state, event);
      steps.add(new Step(written(RecordJson.of(event)), written(decision(transition))));
      state = transition.next();
    }
    return new GoldenHistory(LoopMachine.VERSION, reason, steps);
  }

  private static JsonNode decision(Transition transition) {
    return JSON.createObjectNode()
        .put("disposition", transition.disposition().name())
        .put("state", CanonicalBytes.sha256((Record) transition.next()))
        .set("effects", RecordJson.of(transition.effects()));
  }

  List<LoopEvent> events() {
    return steps.stream()
        .map(step -> (LoopEvent) JsonRecord.read(step.event(), LoopEvent.class))
        .toList();
  }

  /** The reason the last events end the loop with; null when they do not. */
  static @Nullable StopReason ends(List<LoopEvent> events) {
    LoopState state = new LoopState.Absent();
    for (LoopEvent event : events) {
      state = LoopMachine.step(state, event).next();
    }
    return state instanceof LoopState.Terminated ended ? ended.stopReason() : null;
  }

  static GoldenHistory read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    JsonNode head = JSON.readTree(lines.getFirst());
    List<Step> steps = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      JsonNode step = JSON.readTree(line);
      steps.add(new Step(step.path("event"), step.path("decision")));
    }
    return new GoldenHistory(
        head.path("machineVersion").asInt(),
        StopReason.valueOf(head.path("stopReason").asText()),
        steps);
  }

  void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        line(
            JSON.createObjectNode()
                .put("machineVersion", machineVersion)
                .put("stopReason", stopReason.name())));
    for (Step step : steps) {
      ObjectNode node = JSON.createObjectNode();
      node.set("event", step.event());
      node.set("decision", step.decision());
      lines.add(line(node));
    }
    Files.createDirectories(file.getParent());
    Files.writeString(file, String.join("\n", lines) + "\n");
  }

  /** As it is after it was written and read, where numbers have lost their Java type. */
  private static JsonNode written(JsonNode node) {
    try {
      return JSON.readTree(line(node));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("own JSON cannot be read: " + node, impossible);
    }
  }

  private static String line(JsonNode node) throws JsonProcessingException {
    return JSON.writeValueAsString(node);
  }
}
