package io.loopline.planner.memory;

/**
 * Turns text into a point in space, such that texts of like meaning lie close together. Safe for
 * concurrent use; the same text always gives the same point.
 */
@FunctionalInterface
public interface Embedder {
  /** This text cannot be embedded; others may. */
  final class EmbeddingFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EmbeddingFailed(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** No text can be embedded here, for the reason it says. */
  final class ModelMissing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ModelMissing(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * The vector of a text; of length 1, so that the scalar product of two is their similarity.
   *
   * @throws EmbeddingFailed when this text has none
   * @throws ModelMissing when no text has one here
   * @throws InterruptedException when the process stops before there is one
   */
  float[] embed(String text) throws InterruptedException;
}
