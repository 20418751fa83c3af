package io.loopline.codec.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.Goal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GoalHashTest {
  /** Written down once: a goal must keep its hash over versions, or old ids turn into conflicts. */
  private static final String KNOWN =
      "8bdb86f674f76f44dfdf6f6983dae0febbc745f625dc2f9a1e6feebefb34738a";

  @Test
  void shouldKeepItsValueWhenTheVersionChanges() {
    // Given
    Goal goal = Goals.event(Goals.valid());

    // When
    String hash = GoalHash.of(goal);

    // Then
    assertThat(hash).isEqualTo(KNOWN);
  }

  @Test
  void shouldBeEqualWhenOnlyEnvelopeAndOrderDiffer() {
    // Given
    Goal one = Goals.event(Goals.valid());
    Goal other = Goals.event(Goals.valid());
    other.setEventId("event-2");
    other.setLoopId("loop-2");
    other.setOccurredAt(Instant.ofEpochMilli(2_000));
    other.getProducer().setInstance("elsewhere");
    Map<String, String> turned = new LinkedHashMap<>();
    turned.put("team", "data");
    turned.put("stage", "test");
    other.setLabels(turned);
    other.getInputs().get(0).setValueJson("{ \"high\": 2, \"low\": 1 }");

    // When
    String hash = GoalHash.of(other);

    // Then
    assertThat(hash).isEqualTo(GoalHash.of(one));
  }

  @Test
  void shouldDifferWhenContentDiffers() {
    // Given
    Goal goal = Goals.event(Goals.valid());
    String before = GoalHash.of(goal);

    // When
    goal.getBudgets().setIterations(5);
    String budget = GoalHash.of(goal);
    goal.getPlanner().getPlaybook().get(0).setWhen(null);
    String condition = GoalHash.of(goal);
    goal.getLabels().put("team", "other");
    String label = GoalHash.of(goal);

    // Then
    assertThat(Set.of(before, budget, condition, label)).hasSize(4);
  }
}
