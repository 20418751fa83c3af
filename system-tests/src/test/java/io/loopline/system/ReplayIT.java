package io.loopline.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every history the other tests made, through the state machine again. Runs last. */
@ExtendWith(OnCluster.class)
@Order(Integer.MAX_VALUE)
class ReplayIT {

  @Test
  void shouldDecideTheSameWhenEveryLoopIsReplayed(Cluster cluster) {
    assertThat(cluster.submitted()).hasSizeGreaterThan(10);
    for (String loopId : cluster.submitted()) {
      Cluster.Output output = cluster.loop("replay", loopId);
      assertThat(output.exitCode()).as(output.toString()).isZero();
    }
  }
}
