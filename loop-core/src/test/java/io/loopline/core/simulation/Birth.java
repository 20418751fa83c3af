package io.loopline.core.simulation;

import io.loopline.core.LoopEvent;

/**
 * A child loop that a loop asked for.
 *
 * @param parentId the loop that did
 * @param sequence its decision
 * @param iteration its iteration then
 * @param index action of its plan
 * @param ordinal place among the children of that action
 * @param goal what the child was given
 */
public record Birth(
    String parentId,
    long sequence,
    int iteration,
    int index,
    int ordinal,
    LoopEvent.GoalReceived goal) {

  /** The id says where it was spawned. */
  static Birth of(TopicRecord.Output output, LoopEvent.GoalReceived goal) {
    String[] place = goal.loopId().substring(output.loopId().length() + 1).split("\\.", -1);
    return new Birth(
        output.loopId(),
        output.sequence(),
        Integer.parseInt(place[0]),
        Integer.parseInt(place[1]),
        Integer.parseInt(place[2]),
        goal);
  }

  public String childId() {
    return goal.loopId();
  }
}
