package io.loopline.core.simulation;

import java.util.List;

/** The topics; in all but the first two the key is the loop id and names the partition. */
public enum Topic {
  GOALS,
  COMMANDS,
  INBOX,
  PLAN_REQUESTS,
  PLANS,
  ACTION_REQUESTS,
  CLAIMS,
  WORKER_SIGNALS,
  TOOL_RUNS,
  PERMITS,
  BILLS,
  OBSERVATIONS,
  VERIFY_REQUESTS,
  VERDICTS,
  RESULTS,
  TRANSITIONS,
  DEAD_LETTERS;

  public static final List<Topic> INTAKE_INPUTS = List.of(GOALS, COMMANDS);
  public static final List<Topic> CONTROLLER_INPUTS =
      List.of(INBOX, PLANS, CLAIMS, OBSERVATIONS, VERDICTS);
  public static final List<Topic> REQUESTS =
      List.of(PLAN_REQUESTS, ACTION_REQUESTS, VERIFY_REQUESTS);

  /** Whether its records are keyed by loop id and lie on that loop's partition. */
  public boolean isByLoop() {
    return switch (this) {
      case GOALS, COMMANDS, PERMITS, DEAD_LETTERS -> false;
      case INBOX,
          PLAN_REQUESTS,
          PLANS,
          ACTION_REQUESTS,
          CLAIMS,
          WORKER_SIGNALS,
          TOOL_RUNS,
          BILLS,
          OBSERVATIONS,
          VERIFY_REQUESTS,
          VERDICTS,
          RESULTS,
          TRANSITIONS ->
          true;
    };
  }
}
