package io.loopline.loopctl.doctor;

/** What came of running a program. */
sealed interface Answer {
  /** There is no such program on the PATH. */
  record Absent() implements Answer {}

  /** It did not end in time. */
  record Silent() implements Answer {}

  /**
   * It ended.
   *
   * @param said the first line it printed
   */
  record Ran(int exitCode, String said) implements Answer {}
}
