package io.loopline.codec;

import io.loopline.core.Best;
import io.loopline.state.LiveLoopRecord;
import org.jspecify.annotations.Nullable;

/** The best verdict within the stored loop. */
final class BestCodec {
  private BestCodec() {}

  static void encode(@Nullable Best best, LiveLoopRecord.Builder into) {
    if (best == null) {
      into.setBestIteration(0).setBestSequence(0);
    } else {
      into.setBestScore(best.score())
          .setBestIteration(best.iteration())
          .setBestSequence(best.sequence())
          .setBestWorkspace(WorkspaceCodec.encode(best.workspace()));
    }
  }

  static @Nullable Best decode(LiveLoopRecord stored) {
    Double score = stored.getBestScore();
    return score == null
        ? null
        : new Best(
            score,
            stored.getBestIteration(),
            stored.getBestSequence(),
            WorkspaceCodec.decode(stored.getBestWorkspace()));
  }
}
