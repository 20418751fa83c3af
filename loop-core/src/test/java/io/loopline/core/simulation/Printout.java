package io.loopline.core.simulation;

import java.util.ArrayList;
import java.util.List;

/** A run in words: what struck, and every record in the order of writing. */
public final class Printout {
  private Printout() {}

  public static String of(Dump dump) {
    List<String> lines = new ArrayList<>();
    lines.add("seed " + dump.scenario().seed() + ", faults until " + dump.healedAt());
    dump.struck().forEach(fault -> lines.add("  fault " + fault));
    for (TopicRecord record : dump.all()) {
      if (!(record.message() instanceof Message.Marker)) {
        lines.add(line(dump, record));
      }
    }
    return String.join("\n", lines);
  }

  private static String line(Dump dump, TopicRecord record) {
    return "%6d %s %-20s %s%s"
        .formatted(
            record.stamp(),
            record.writtenAt(),
            record.at(),
            dump.isCommitted(record) ? "" : "(aborted) ",
            words(record.message()));
  }

  private static String words(Message message) {
    return switch (message) {
      case Message.Input input -> input.loopId() + " <- " + input.event();
      case Message.Request request -> String.valueOf(request.effect());
      case Message.Signal signal -> String.valueOf(signal.signal());
      case Message.Permit permit ->
          "%s %s a permit of %s"
              .formatted(permit.loopId(), permit.wanted() ? "wants" : "gives back", permit.label());
      case Message.Bill bill -> bill.request() + " billed " + bill.usage();
      case Message.Ran ran -> ran.request() + " ran by " + ran.claimant();
      case Message.Audit(Decision decision) ->
          "%s #%d %s %s: %s -> %s%s by %s at %s"
              .formatted(
                  decision.loopId(),
                  decision.sequence(),
                  decision.event(),
                  decision.disposition(),
                  decision.phaseBefore(),
                  decision.phaseAfter(),
                  decision.note().isEmpty() ? "" : " (" + decision.note() + ")",
                  decision.cause(),
                  decision.at());
      case Message.Result result ->
          result.loopId() + " ends: " + result.result().reason() + ", " + result.result().message();
      case Message.Letter letter -> letter.source() + " set aside: " + letter.reason();
      case Message.Poison _ -> "unreadable";
      case Message.Marker marker -> marker.committed() ? "commit" : "abort";
    };
  }
}
