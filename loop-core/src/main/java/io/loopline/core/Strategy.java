package io.loopline.core;

/**
 * How hard a loop tries: what planners get with each request.
 *
 * @param level 0 at first; a playbook can take another branch by it, a model gets more freedom
 * @param steady better scores in a row
 * @param shrunk whether output is kept short because a budget is nearly used up
 */
public record Strategy(int level, int steady, boolean shrunk) {
  public static final Strategy FIRST = new Strategy(0, 0, false);

  /** Steps above the planner's own temperature: every odd level adds one. */
  public int temperatureStep() {
    return (level + 1) / 2;
  }

  /** Steps up the planner's ladder of models: every even level adds one. */
  public int modelStep() {
    return level / 2;
  }

  Strategy at(int newLevel) {
    return new Strategy(newLevel, 0, shrunk);
  }
}
