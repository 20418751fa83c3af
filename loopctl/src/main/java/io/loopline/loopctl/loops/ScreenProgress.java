package io.loopline.loopctl.loops;

import io.loopline.event.LoopTransition;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Redraws the picture of {@link ProgressText} in place on a terminal. Used by one thread; nothing
 * else may write to the terminal between two pictures but through this object.
 */
final class ScreenProgress implements Progress {

  private static final String ESCAPE = "\u001b[";
  private static final String CLEAR_LINE = ESCAPE + "2K";
  private static final String CLEAR_BELOW = ESCAPE + "J";
  private static final String NO_WRAP = ESCAPE + "?7l";
  private static final String WRAP = ESCAPE + "?7h";

  private final PrintWriter out;
  private final int width;
  private int drawn;

  ScreenProgress(PrintWriter out, int width) {
    this.out = out;
    this.width = width;
  }

  @Override
  public void decided(LoopSummary loop, LoopTransition transition, Instant now) {
    draw(ProgressText.lines(loop, transition, now, width));
  }

  @Override
  public void quiet(LoopSummary loop, @Nullable LoopTransition last, Instant now) {
    draw(ProgressText.lines(loop, last, now, width));
  }

  @Override
  public void remark(String line) {
    out.print(CLEAR_LINE);
    out.println("loop: " + line);
    out.flush();
    // The remark stays where it is; the next picture starts below it.
    drawn = 0;
  }

  private void draw(List<String> lines) {
    StringBuilder picture = new StringBuilder(NO_WRAP);
    if (drawn > 0) {
      picture.append(ESCAPE).append(drawn).append('A');
    }
    lines.forEach(line -> picture.append('\r').append(CLEAR_LINE).append(line).append('\n'));
    picture.append(CLEAR_BELOW).append(WRAP);
    out.print(picture);
    out.flush();
    drawn = lines.size();
  }
}
