package io.loopline.core;

/** When an action that spawned child loops is done. */
public enum Join {
  /** Every child has ended; it succeeded when all of them did. */
  ALL,
  /** One child succeeded; the others are cancelled. */
  FIRST_SUCCESS,
  /** So many children succeeded; the others are cancelled. */
  QUORUM,
  /** Every child has ended; the best verdict wins. */
  BEST_SCORE
}
