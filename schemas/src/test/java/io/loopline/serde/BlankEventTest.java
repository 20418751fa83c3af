package io.loopline.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.Goal;
import io.loopline.topic.LoopTopics;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BlankEventTest {

  @Test
  void shouldSayNothing() {
    Goal goal = BlankEvent.of(Goal.class);

    assertThat(goal.getObjective()).isEmpty();
    assertThat(goal.getOccurredAt()).isEqualTo(Instant.EPOCH);
    assertThat(goal.getChecks()).isEmpty();
  }

  @Test
  void shouldExistForEveryTopic() {
    LoopTopics.all()
        .forEach(topic -> assertThat(BlankEvent.of(topic.type())).isInstanceOf(topic.type()));
  }
}
