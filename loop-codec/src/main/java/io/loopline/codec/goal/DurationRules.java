package io.loopline.codec.goal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long the durations of a goal may be. */
final class DurationRules {
  private record Range(String object, String field, Duration shortest, Duration longest) {}

  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private static final List<Range> RANGES =
      List.of(
          new Range("budgets", "wall_clock", SECOND, Duration.ofDays(30)),
          new Range("retry", "initial_interval", MILLISECOND, HOUR),
          new Range("retry", "maximum_interval", MILLISECOND, DAY),
          new Range("approval", "expires_after", SECOND, Duration.ofDays(30)),
          new Range("timeouts", "plan", SECOND, HOUR),
          new Range("timeouts", "action", SECOND, DAY),
          new Range("timeouts", "verify", SECOND, DAY));

  private DurationRules() {}

  static List<GoalProblem> problems(JsonNode goal) {
    List<GoalProblem> problems = new ArrayList<>();
    for (Range range : RANGES) {
      inRange(goal.path(range.object()), range.object(), range, problems);
    }
    JsonNode checks = goal.path("checks");
    for (int i = 0; checks.isArray() && i < checks.size(); i++) {
      Range range = new Range("checks", "timeout", SECOND, HOUR);
      inRange(checks.path(i), GoalProblem.item("checks", i), range, problems);
    }
    return problems;
  }

  private static void inRange(
      JsonNode object, String path, Range range, List<GoalProblem> problems) {
    JsonNode text = object.path(range.field());
    if (!text.isTextual()) {
      return;
    }
    DurationText.milliseconds(text.textValue())
        .filter(ms -> ms < range.shortest().toMillis() || ms > range.longest().toMillis())
        .ifPresent(_ ->
            problems.add(
                new GoalProblem(
                    GoalProblem.field(path, range.field()),
                    "must be from %s to %s, found '%s'"
                        .formatted(
                            words(range.shortest()), words(range.longest()), text.textValue()))));
  }

  private static String words(Duration duration) {
    if (duration.toDaysPart() > 0) {
      return duration.toDays() + "d";
    }
    if (duration.toHoursPart() > 0) {
      return duration.toHours() + "h";
    }
    return duration.toSecondsPart() > 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
  }
}
