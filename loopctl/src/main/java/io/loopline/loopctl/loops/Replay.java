package io.loopline.loopctl.loops;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.codec.replay.LoopReplay;
import io.loopline.codec.replay.ReplayReport;
import io.loopline.event.SourceRef;
import java.util.List;

/**
 * A loop's history replayed: what the state machine decided again, and what could not be read.
 *
 * @param report what the fold found
 * @param recorded how many decisions the history holds
 * @param missing causes that are gone
 * @param unreadable records of the loop that could not be decoded
 */
record Replay(
    ReplayReport report, int recorded, List<SourceRef> missing, List<Unreadable> unreadable) {

  Replay {
    missing = List.copyOf(missing);
    unreadable = List.copyOf(unreadable);
  }

  /** Folds the history over these causes. */
  static Replay of(LoopHistory history, Causes causes) {
    ReplayReport report = LoopReplay.replay(history.loopId(), history.transitions(), causes::at);
    List<SourceRef> missing =
        Causes.coordinates(history.transitions()).stream()
            .filter(place -> !causes.found().containsKey(place) && !unreadable(causes, place))
            .toList();
    return new Replay(
        report,
        history.transitions().size(),
        missing,
        java.util.stream.Stream.concat(history.unreadable().stream(), causes.unreadable().stream())
            .toList());
  }

  /**
   * Whether nothing differs. Decisions of another machine version are reported and do not count; a
   * history with holes or without any decision is never equal.
   */
  boolean equal() {
    return recorded > 0 && report.differences().isEmpty() && unreadable.isEmpty();
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("loop_id", report.loopId())
        .put("equal", equal())
        .put("recorded", recorded)
        .put("recomputed", report.decisions());
    ArrayNode differences = json.putArray("differences");
    report
        .differences()
        .forEach(difference ->
            differences
                .addObject()
                .put("sequence", difference.sequence())
                .put("cause", difference.cause())
                .put("what", difference.what())
                .put("recorded", difference.recorded())
                .put("recomputed", difference.recomputed()));
    ArrayNode versions = json.putArray("other_versions");
    report.otherVersions().forEach(versions::add);
    json.set("missing_causes", EventJson.array(missing));
    return json;
  }

  private static boolean unreadable(Causes causes, SourceRef place) {
    return causes.unreadable().stream()
        .anyMatch(record -> record.coordinates().equals(AuditText.coordinates(place)));
  }
}
