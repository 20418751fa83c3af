package io.loopline.codec.replay;

import static java.util.Objects.requireNonNull;

import io.loopline.event.LedgerLine;
import io.loopline.event.StopReason;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a recorded loop would have gone under another policy.
 *
 * @param loopId loop
 * @param recorded how it went
 * @param otherwise how it would have gone, the answers of workers being those of the record
 * @param divergedAt the first recorded decision that would have been another, or would not have
 *     been; null when there is none
 */
public record CounterfactualReport(
    String loopId, Course recorded, Course otherwise, @Nullable Long divergedAt) {
  public CounterfactualReport {
    requireNonNull(recorded, "recorded is null");
    requireNonNull(otherwise, "otherwise is null");
  }

  /** How far a loop came. */
  public sealed interface Course {}

  /**
   * It ended.
   *
   * @param message why, in words
   * @param ledger what was spent
   * @param after time from its first decision
   */
  public record Stopped(
      StopReason reason, String message, int iterations, List<LedgerLine> ledger, Duration after)
      implements Course {
    public Stopped {
      ledger = List.copyOf(ledger);
    }
  }

  /** The history ends, and it has not. */
  public record Running(int iteration) implements Course {}

  /**
   * Nobody can say, because it would have asked what the record has no answer to.
   *
   * @param sequence the recorded decision at which that shows
   */
  public record Unknown(long sequence, String why) implements Course {}

  /** Whether the record suffices to say how it would have gone. */
  public boolean isKnown() {
    return !(otherwise instanceof Unknown);
  }
}
