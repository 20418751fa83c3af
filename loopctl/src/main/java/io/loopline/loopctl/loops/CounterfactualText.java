package io.loopline.loopctl.loops;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.codec.replay.CounterfactualReport;
import io.loopline.codec.replay.CounterfactualReport.Course;
import io.loopline.codec.replay.CounterfactualReport.Running;
import io.loopline.codec.replay.CounterfactualReport.Stopped;
import io.loopline.codec.replay.CounterfactualReport.Unknown;
import io.loopline.event.LedgerLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a loop would have gone, in words and as JSON. Pure. */
final class CounterfactualText {
  private static final int MESSAGE_LENGTH = 300;

  private CounterfactualText() {}

  static List<String> lines(CounterfactualReport report, String policy) {
    List<String> lines = new ArrayList<>();
    lines.add("Loop %s under the policy of %s".formatted(report.loopId(), Words.plain(policy)));
    lines.add("recorded:  " + words(report.recorded()));
    lines.add("otherwise: " + words(report.otherwise()));
    lines.add(
        report.divergedAt() == null
            ? "no decision would have been another"
            : "the first decision that would have been another: #" + report.divergedAt());
    lines.add(
        "Answers of models and tools are those of the record; asked otherwise, they may differ.");
    return List.copyOf(lines);
  }

  private static String words(Course course) {
    return switch (course) {
      case Stopped stopped ->
          "%s in iteration %d after %s; %s; %s"
              .formatted(
                  stopped.reason(),
                  stopped.iterations(),
                  Words.duration(stopped.after()),
                  spent(stopped.ledger()),
                  Words.clipped(stopped.message(), MESSAGE_LENGTH));
      case Running(int iteration) -> "it runs on when the record ends, in iteration " + iteration;
      case Unknown(long sequence, String why) ->
          "not known from decision #%d on: %s".formatted(sequence, Words.plain(why));
    };
  }

  private static String spent(List<LedgerLine> ledger) {
    return ledger.stream()
        .filter(line -> line.getSpent() > 0)
        .map(line ->
            Words.dimension(line.getDimension())
                + " "
                + Words.amount(line.getDimension(), line.getSpent()))
        .collect(Collectors.joining(", "));
  }

  static ObjectNode json(CounterfactualReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("loop_id", report.loopId()).put("known", report.isKnown());
    json.set("recorded", json(report.recorded()));
    json.set("otherwise", json(report.otherwise()));
    json.put("diverged_at", report.divergedAt());
    return json;
  }

  private static ObjectNode json(Course course) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    switch (course) {
      case Stopped stopped -> {
        json.put("course", "stopped")
            .put("stop_reason", stopped.reason().name())
            .put("message", stopped.message())
            .put("iterations", stopped.iterations())
            .put("after_ms", stopped.after().toMillis());
        ObjectNode spent = json.putObject("spent");
        stopped
            .ledger()
            .forEach(line ->
                spent.put(line.getDimension().name().toLowerCase(Locale.ROOT), line.getSpent()));
      }
      case Running(int iteration) -> json.put("course", "running").put("iteration", iteration);
      case Unknown(long sequence, String why) ->
          json.put("course", "unknown").put("sequence", sequence).put("why", why);
    }
    return json;
  }
}
