package io.loopline.loopctl.loops;

import java.io.Console;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What standard output is connected to.
 *
 * @param interactive whether a picture can be redrawn there
 * @param width columns
 */
record Terminal(boolean interactive, int width) {

  private static final int USUAL_WIDTH = 100;

  static Terminal detect() {
    return of(System.console(), System.getenv());
  }

  static Terminal of(@Nullable Console console, Map<String, String> environment) {
    boolean interactive =
        console != null
            && console.isTerminal()
            && !"dumb".equals(environment.getOrDefault("TERM", "dumb"));
    return new Terminal(interactive, width(environment.getOrDefault("COLUMNS", "")));
  }

  Progress progress(Output output) {
    return interactive && !output.json()
        ? new ScreenProgress(output.out(), width - 1)
        : new PlainProgress(output);
  }

  private static int width(String columns) {
    return columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : USUAL_WIDTH;
  }
}
