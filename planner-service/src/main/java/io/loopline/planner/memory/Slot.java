package io.loopline.planner.memory;

import io.loopline.planner.memory.Embedder.EmbeddingFailed;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** An entry with its embedding, which is computed once, when first needed. Thread-safe. */
final class Slot {
  final Entry entry;
  private final ReentrantLock embedding = new ReentrantLock();
  private volatile float @Nullable [] vector;
  private boolean failed;

  Slot(Entry entry) {
    this.entry = entry;
  }

  /** An entry that takes the place of another; its text may be the same. */
  Slot(Entry entry, Slot before) {
    this(entry);
    if (before.entry.text().equals(entry.text())) {
      vector = before.vector;
    }
  }

  /** Told why a text has no embedding. */
  @FunctionalInterface
  interface OnFailure {
    void failed(String key, EmbeddingFailed why);
  }

  /**
   * The embedding; null when the text has none. That is tried again each time, for the failure may
   * have been of the moment, and told once.
   */
  float @Nullable [] vector(Embedder embedder, OnFailure onFailure) throws InterruptedException {
    float[] known = vector;
    if (known != null) {
      return known;
    }
    // whoever comes second waits for the first instead of computing the same
    embedding.lockInterruptibly();
    try {
      if (vector == null) {
        vector = embedder.embed(entry.text());
      }
      return vector;
    } catch (EmbeddingFailed why) {
      if (!failed) {
        failed = true;
        onFailure.failed(entry.key(), why);
      }
      return null;
    } finally {
      embedding.unlock();
    }
  }
}
