package io.loopline.topic;

/** Who writes or reads a topic; access rules are made from it. */
public enum Party {
  /** Any program outside, in any language. */
  ANYONE("anyone"),
  /** The stateless stage that checks what comes from outside. */
  INTAKE("intake"),
  /** The loop controller, the only writer of a loop's state. */
  CONTROLLER("controller"),
  /** The stage that holds loops back whose labels are limited. */
  LIMITER("limiter"),
  PLANNING_WORKER("planning worker"),
  EXECUTOR("executor"),
  VERIFIER("verifier"),
  /** Programs outside that read results, transitions or dead letters. */
  DOWNSTREAM("downstream"),
  /** A person with the command line, for audit, replay and dead letters. */
  OPERATOR("operator");

  private final String title;

  Party(String title) {
    this.title = title;
  }

  /** The name used in documents. */
  public String title() {
    return title;
  }
}
