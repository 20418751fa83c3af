package io.loopline.codec.memory;

import io.loopline.codec.Hashes;

/** Ids of facts and keys of their records. Pure. */
public final class FactKeys {
  private static final int ID_LENGTH = 32;

  private FactKeys() {}

  /**
   * The id of a fact: the same when the same request is answered again, by whichever worker, so
   * that the fact is there once.
   */
  public static String id(String loopId, int iteration, String text) {
    return Hashes.sha256(loopId + "/" + iteration + "/" + text).substring(0, ID_LENGTH);
  }

  /** The key of its record on loop.memory. */
  public static String key(Scope scope, String factId) {
    return scope.name() + "/" + factId;
  }
}
