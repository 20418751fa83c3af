package io.loopline.codec.goal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.event.ApprovalPolicy;
import io.loopline.event.EffectClass;
import io.loopline.event.Goal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApprovalPolicyTest {
  private static final String FULL =
      """
      {"every_plan": false, "effects": ["once", "pure"], "tools": ["sql"], "cost_over_usd": 0.5,
       "expires_after": "2h", "on_expiry": "reject", "on_reject": "stop"}
      """;

  @Test
  void shouldComeIntoTheEventAndBackWhenTheGoalHasOne() {
    // Given
    ObjectNode document = Goals.valid();
    document.set("approval", Goals.json(FULL));

    // When
    Goal goal = Goals.event(document);

    // Then
    assertThat(goal.getApproval())
        .isEqualTo(
            new ApprovalPolicy(
                false,
                List.of(EffectClass.ONCE, EffectClass.PURE),
                List.of("sql"),
                500_000L,
                7_200_000L,
                true,
                true));
    assertThat(GoalValidation.errors(goal)).isEmpty();
    assertThat(new GoalDocument(goal).document().path("approval").toString())
        .isEqualTo(
            "{\"every_plan\":false,\"expires_after\":\"7200000ms\",\"on_expiry\":\"reject\","
                + "\"on_reject\":\"stop\",\"effects\":[\"once\",\"pure\"],\"tools\":[\"sql\"],"
                + "\"cost_over_usd\":0.5}");
  }

  @Test
  void shouldStopOnExpiryAndReplanOnRejectWhenNothingIsSaid() {
    // Given
    ObjectNode document = Goals.valid();
    document.set("approval", Goals.json("{\"every_plan\": true}"));

    // When
    ApprovalPolicy policy = Goals.event(document).getApproval();

    // Then
    assertThat(policy.getExpiryRejects()).isFalse();
    assertThat(policy.getRejectionStops()).isFalse();
    assertThat(policy.getExpiresAfterMs()).isEqualTo(86_400_000L);
    assertThat(policy.getCostOverMicroUsd()).isNull();
  }

  @Test
  void shouldDifferInHashWhenTheApprovalDiffers() {
    // Given
    ObjectNode document = Goals.valid();
    String without = GoalHash.of(Goals.event(document));

    // When
    document.set("approval", Goals.json(FULL));

    // Then
    assertThat(GoalHash.of(Goals.event(document))).isNotEqualTo(without);
  }

  @Test
  void shouldGateEveryToolOfTheNamedEffectClasses() {
    // Given
    ObjectNode pure = Goals.valid();
    pure.set("approval", Goals.json("{\"effects\": [\"pure\"]}"));
    ObjectNode once = Goals.valid();
    once.set("approval", Goals.json("{\"effects\": [\"once\"], \"tools\": [\"sql\"]}"));

    // Then
    assertThat(GoalResolutions.of(Goals.event(pure)).getGatedTools())
        .contains("noop", "process", "sql", "workspace");
    assertThat(GoalResolutions.of(Goals.event(once)).getGatedTools())
        .contains("sql")
        .doesNotContain("workspace");
    assertThat(GoalResolutions.of(Goals.event(Goals.valid())).getGatedTools()).isEmpty();
  }

  @Test
  void shouldEstimateWhatGoalAndToolsTakeInAPrompt() {
    // Given
    Goal goal = Goals.event(Goals.valid());
    long before = PromptSize.overheadTokens(goal);

    // When
    goal.setObjective(goal.getObjective() + "é".repeat(300));

    // Then: two bytes each, three bytes a token
    assertThat(before).isGreaterThan(1_000);
    assertThat(PromptSize.overheadTokens(goal)).isBetween(before + 200, before + 201);
  }
}
