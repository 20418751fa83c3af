package io.loopline.planner.memory;

import io.loopline.service.Startable;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes the embeddings of shared facts before anybody asks for them, one at a time on a thread
 * of its own, so that recalls have to compute few. Nothing waits for it. Facts of single loops are
 * left to the recalls of their loops: most of those have ended.
 */
final class EmbeddingAhead implements Startable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddingAhead.class);

  private final MemoryIndex facts;
  private final Embedder embedder;
  private final Semaphore news = new Semaphore(0);
  private final Thread thread;

  EmbeddingAhead(MemoryIndex facts, Embedder embedder) {
    this.facts = facts;
    this.embedder = embedder;
    this.thread = Thread.ofPlatform().name("memory-embedding").daemon().unstarted(this::run);
  }

  @Override
  public void start() {
    thread.start();
  }

  /** There may be facts without an embedding. Returns at once. */
  void wake() {
    news.release();
  }

  private void run() {
    try {
      while (true) {
        news.acquire();
        news.drainPermits();
        facts.embedShared(embedder);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } catch (Embedder.ModelMissing missing) {
      // recall says so to whoever needs it; loops without memory go on
      LOG.atError().addKeyValue("error", missing.getMessage()).log("facts cannot be embedded");
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
