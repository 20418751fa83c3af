package io.loopline.loopctl.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.loopctl.stack.TopicPlan.Existing;
import io.loopline.loopctl.stack.TopicPlan.Outcome;
import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicPlanTest {

  @Test
  void shouldCreateEveryTopicWithTheDefaultCountWhenTheClusterIsEmpty() {
    // When
    Outcome outcome = TopicPlan.of(Map.of(), 0, 4, Map.of());

    // Then
    List<String> all = LoopTopics.all().stream().map(LoopTopic::name).toList();
    assertThat(outcome).isEqualTo(new Outcome.Planned(new TopicPlan(4, all, Map.of())));
  }

  @Test
  void shouldCorrectOnlyWhatDiffersAndCreateWithThePresentCountWhenSomeTopicsExist() {
    // Given
    Map<String, String> goals = new HashMap<>(LoopTopics.GOALS.settings());
    goals.put("message.timestamp.type", "CreateTime");
    Map<String, Existing> existing =
        Map.of(
            "loop.goals", new Existing(6, goals),
            "loop.results", new Existing(6, LoopTopics.RESULTS.settings()));

    // When
    Outcome outcome = TopicPlan.of(existing, 0, 4, Map.of());

    // Then
    assertThat(outcome).isInstanceOf(Outcome.Planned.class);
    TopicPlan plan = ((Outcome.Planned) outcome).plan();
    assertThat(plan.partitions()).isEqualTo(6);
    assertThat(plan.create())
        .hasSize(LoopTopics.all().size() - 2)
        .doesNotContain("loop.goals", "loop.results");
    assertThat(plan.alter())
        .isEqualTo(Map.of("loop.goals", Map.of("message.timestamp.type", "LogAppendTime")));
  }

  @Test
  void shouldSayWhichTopicsDifferWhenPartitionCountsAreUnequal() {
    // Given
    Map<String, Existing> existing =
        Map.of(
            "loop.goals", new Existing(4, LoopTopics.GOALS.settings()),
            "loop.plans", new Existing(3, LoopTopics.PLANS.settings()));

    // When
    Outcome outcome = TopicPlan.of(existing, 0, 4, Map.of());

    // Then
    assertThat(outcome).isInstanceOf(Outcome.Conflict.class);
    assertThat(((Outcome.Conflict) outcome).message())
        .contains("loop.goals has 4, loop.plans has 3");
  }

  @Test
  void shouldRefuseWhenAnotherCountIsRequestedThanIsThere() {
    // Given
    Map<String, Existing> existing =
        Map.of("loop.goals", new Existing(4, LoopTopics.GOALS.settings()));

    // When
    Outcome outcome = TopicPlan.of(existing, 12, 4, Map.of());

    // Then
    assertThat(outcome).isInstanceOf(Outcome.Conflict.class);
    assertThat(((Outcome.Conflict) outcome).message())
        .contains("loop.goals has 4 and 12 was asked for");
  }
}
