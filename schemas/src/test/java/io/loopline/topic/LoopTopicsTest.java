package io.loopline.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.event.Goal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoopTopicsTest {

  @Test
  void shouldNameEveryTopicOfTheArchitecture() {
    assertThat(LoopTopics.all())
        .extracting(LoopTopic::name)
        .containsExactly(
            "loop.goals",
            "loop.commands",
            "loop.inbox",
            "loop.permits",
            "loop.plan-requests",
            "loop.plans",
            "loop.action-requests",
            "loop.observations",
            "loop.verify-requests",
            "loop.verdicts",
            "loop.claims",
            "loop.worker-signals",
            "loop.results",
            "loop.transitions",
            "loop.dead-letters",
            "loop.memory");
  }

  @Test
  void shouldCarryAnotherRecordTypeOnEachTopic() {
    assertThat(LoopTopics.all()).extracting(LoopTopic::type).doesNotHaveDuplicates();
  }

  @Test
  void shouldKeepCausesAtLeastAsLongAsTransitions() {
    assertThat(LoopTopics.causes())
        .extracting(LoopTopic::name)
        .containsExactlyInAnyOrder(
            "loop.inbox", "loop.plans", "loop.observations", "loop.verdicts", "loop.claims");
    assertThat(LoopTopics.causes())
        .allSatisfy(cause ->
            assertThat(cause.retention())
                .isGreaterThanOrEqualTo(LoopTopics.TRANSITIONS.retention()));
  }

  @Test
  void shouldCountEveryTopicTheControllerReadsAsACause() {
    // When
    List<LoopTopic<?>> read =
        LoopTopics.all().stream()
            .<LoopTopic<?>>map(topic -> topic)
            .filter(topic -> topic.route().to().contains(Party.CONTROLLER))
            .toList();

    // Then
    assertThat(read).containsExactlyElementsOf(LoopTopics.causes());
  }

  @Test
  void shouldGiveTheBrokerSettingsOfATopic() {
    assertThat(LoopTopics.TRANSITIONS.settings())
        .isEqualTo(
            Map.of(
                "cleanup.policy", "delete",
                "retention.ms", "2592000000",
                "max.message.bytes", "278528",
                "message.timestamp.type", "LogAppendTime"));
    assertThat(LoopTopics.MEMORY.settings())
        .isEqualTo(
            Map.of(
                "cleanup.policy", "compact",
                "delete.retention.ms", "86400000",
                "max.message.bytes", "278528",
                "message.timestamp.type", "LogAppendTime"));
  }

  @Test
  void shouldFindATopicByNameAndKnowNoOther() {
    assertThat(LoopTopics.byName("loop.goals")).contains(LoopTopics.GOALS);
    assertThat(LoopTopics.byName("loop.goal")).isEmpty();
    assertThat(LoopTopics.GOALS.subject()).isEqualTo("loop.goals-value");
  }

  @Test
  void shouldRefuseATopicThatKeepsNothing() {
    assertThatThrownBy(() ->
            new LoopTopic<>(
                "x", Goal.class, Cleanup.DELETE, Duration.ZERO, LoopTopics.GOALS.route()))
        .hasMessage("x: retention must be positive: PT0S");
  }
}
