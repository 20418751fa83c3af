package io.loopline.loopctl.loops;

import io.loopline.event.LoopTransition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line per transition, for pipes and log files; JSON lines when asked for. */
record PlainProgress(Output output) implements Progress {

  @Override
  public void decided(LoopSummary loop, LoopTransition transition, Instant now) {
    if (output.json()) {
      output.jsonLine(EventJson.of(transition));
    } else {
      output.lines(List.of(TransitionText.line(transition)));
    }
  }

  @Override
  public void quiet(LoopSummary loop, @Nullable LoopTransition last, Instant now) {
    // a quiet loop has nothing to say in a log
  }

  @Override
  public void remark(String line) {
    output.remark(line);
  }
}
