package io.loopline.codec.goal;

import io.loopline.event.ApprovalPolicy;

/** Whether a goal lets any plan wait for a person. */
public final class ApprovalGate {
  private ApprovalGate() {}

  /** Whether the policy has a rule by which a plan may wait. */
  public static boolean exists(ApprovalPolicy policy) {
    return policy.getEveryPlan()
        || !policy.getEffects().isEmpty()
        || !policy.getTools().isEmpty()
        || policy.getCostOverMicroUsd() != null;
  }
}
