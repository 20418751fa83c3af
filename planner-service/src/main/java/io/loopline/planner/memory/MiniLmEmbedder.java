package io.loopline.planner.memory;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The model all-MiniLM-L6-v2, quantized, in this process: 384 numbers for a text of any language it
 * knows, English best. Loaded by the first text, from the class path; asks nothing of a network.
 * Runs on platform threads of its own, because native code would hold the carriers of virtual ones.
 */
final class MiniLmEmbedder implements Embedder, AutoCloseable {
  private final ExecutorService threads;
  private final Object loading = new Object();
  private volatile @Nullable EmbeddingModel model;

  /**
   * @param threads texts that are embedded at once
   */
  MiniLmEmbedder(int threads) {
    this.threads =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("embedding-", 1).daemon().factory());
  }

  @Override
  public float[] embed(String text) throws InterruptedException {
    Future<float[]> vector = threads.submit(() -> finite(model().embed(text).content().vector()));
    try {
      return vector.get();
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      if (cause instanceof ModelMissing missing) {
        throw missing;
      }
      throw new EmbeddingFailed("the embedding model failed on this text: " + cause, cause);
    } catch (InterruptedException e) {
      vector.cancel(false);
      throw e;
    }
  }

  /** A text without a single known sign would be equally near to everything. */
  private static float[] finite(float[] vector) {
    for (float each : vector) {
      if (!Float.isFinite(each)) {
        throw new IllegalArgumentException("the text has no direction");
      }
    }
    return vector;
  }

  private EmbeddingModel model() {
    EmbeddingModel loaded = model;
    if (loaded != null) {
      return loaded;
    }
    synchronized (loading) {
      if (model == null) {
        // the tokenizer's library would report its use and look for other builds of itself
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
        model = load();
      }
      return model;
    }
  }

  private static EmbeddingModel load() {
    try {
      return new AllMiniLmL6V2QuantizedEmbeddingModel(Runnable::run);
    } catch (RuntimeException | LinkageError e) {
      // errors as well: a machine without the native libraries can still plan without memory
      throw new ModelMissing("the embedding model cannot be loaded: " + e, e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
