package io.loopline.codec;

import io.loopline.codec.goal.ApprovalGate;
import io.loopline.core.ApprovalTerms;
import io.loopline.core.Controls;
import io.loopline.event.ApprovalPolicy;
import io.loopline.event.Goal;
import io.loopline.event.GoalResolution;
import io.loopline.state.ApprovalRecord;
import io.loopline.state.ControlsRecord;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How people and money rule a loop: from its goal, and within the stored loop. */
final class ControlsCodec {
  private ControlsCodec() {}

  /**
   * The controls of an accepted goal.
   *
   * @param resolution what the intake looked up; null for a goal of an intake that looked up
   *     nothing
   */
  static Controls of(Goal goal, @Nullable GoalResolution resolution) {
    ApprovalPolicy policy = goal.getApproval();
    return new Controls(
        goal.getPolicy().getAllowedTools(),
        ApprovalGate.exists(policy) ? approval(policy, resolution) : null,
        resolution == null ? null : ModelTermsCodec.decode(resolution.getModel()),
        resolution == null ? null : ModelTermsCodec.decode(resolution.getJudge()),
        resolution == null ? List.of() : resolution.getPermits());
  }

  private static ApprovalTerms approval(
      ApprovalPolicy policy, @Nullable GoalResolution resolution) {
    return new ApprovalTerms(
        policy.getEveryPlan(),
        resolution == null ? policy.getTools() : resolution.getGatedTools(),
        policy.getCostOverMicroUsd(),
        Duration.ofMillis(policy.getExpiresAfterMs()),
        policy.getExpiryRejects(),
        policy.getRejectionStops());
  }

  static @Nullable ControlsRecord encode(Controls controls) {
    if (controls.equals(Controls.NONE)) {
      return null;
    }
    ApprovalTerms approval = controls.approval();
    return new ControlsRecord(
        controls.allowedTools(),
        approval == null ? null : encode(approval),
        ModelTermsCodec.encode(controls.model()),
        controls.permits(),
        ModelTermsCodec.encode(controls.judge()));
  }

  private static ApprovalRecord encode(ApprovalTerms approval) {
    return new ApprovalRecord(
        approval.everyPlan(),
        approval.tools(),
        approval.costOver(),
        approval.expiresAfter().toMillis(),
        approval.expiryRejects(),
        approval.rejectionStops());
  }

  static Controls decode(@Nullable ControlsRecord stored) {
    if (stored == null) {
      return Controls.NONE;
    }
    ApprovalRecord approval = stored.getApproval();
    return new Controls(
        stored.getAllowedTools(),
        approval == null ? null : decode(approval),
        ModelTermsCodec.decode(stored.getModel()),
        ModelTermsCodec.decode(stored.getJudge()),
        stored.getPermits());
  }

  private static ApprovalTerms decode(ApprovalRecord stored) {
    return new ApprovalTerms(
        stored.getEveryPlan(),
        stored.getTools(),
        stored.getCostOverMicroUsd(),
        Duration.ofMillis(stored.getExpiresAfterMs()),
        stored.getExpiryRejects(),
        stored.getRejectionStops());
  }
}
