package io.loopline.planner.planning;

/** Names the fields of a playbook as a goal file has them. */
final class PlaybookPath {
  private PlaybookPath() {}

  static String step(int index) {
    return "planner.playbook[" + index + "]";
  }

  static String when(String step) {
    return step + ".when";
  }

  static String rationale(String step) {
    return step + ".rationale";
  }

  static String action(String step, int index) {
    return step + ".actions[" + index + "]";
  }

  static String tool(String action) {
    return action + ".tool";
  }

  static String arguments(String action) {
    return action + ".arguments";
  }
}
