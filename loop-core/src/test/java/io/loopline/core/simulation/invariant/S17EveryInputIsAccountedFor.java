package io.loopline.core.simulation.invariant;

import io.loopline.core.simulation.Coordinates;
import io.loopline.core.simulation.Decision;
import io.loopline.core.simulation.Dump;
import io.loopline.core.simulation.Topic;
import io.loopline.core.simulation.TopicRecord;
import java.util.HashMap;
import java.util.Map;

/** Every input is decided on once, moved on once or set aside once; nothing is skipped. */
final class S17EveryInputIsAccountedFor implements Invariant {
  @Override
  public String id() {
    return "S17";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    Map<String, Integer> decided = new HashMap<>();
    dump.decisions().values().forEach(each -> each.forEach(decision -> count(decided, decision)));
    Map<String, Integer> moved = new HashMap<>();
    for (TopicRecord record : dump.records(Topic.INBOX)) {
      Coordinates cause = record.cause();
      if (cause != null) {
        moved.merge(cause.toString(), 1, Integer::sum);
      }
    }
    Map<String, Integer> letters = new HashMap<>();
    dump.records(Topic.DEAD_LETTERS)
        .forEach(letter -> letters.merge(letter.key(), 1, Integer::sum));
    for (Topic topic : Topic.CONTROLLER_INPUTS) {
      dump.records(topic).forEach(input -> check(input, decided, letters, findings));
    }
    for (Topic topic : Topic.INTAKE_INPUTS) {
      dump.records(topic).forEach(input -> check(input, moved, letters, findings));
    }
  }

  private static void count(Map<String, Integer> decided, Decision decision) {
    Coordinates input = decision.input();
    if (input != null) {
      decided.merge(input.toString(), 1, Integer::sum);
    }
  }

  private static void check(
      TopicRecord input,
      Map<String, Integer> taken,
      Map<String, Integer> letters,
      Findings findings) {
    int times = taken.getOrDefault(input.at().toString(), 0);
    int aside = letters.getOrDefault(input.at().toString(), 0);
    findings.require(
        times <= 1 && aside <= 1 && times + aside >= 1,
        "input %s was taken in %d times and set aside %d times",
        input.at(),
        times,
        aside);
  }
}
