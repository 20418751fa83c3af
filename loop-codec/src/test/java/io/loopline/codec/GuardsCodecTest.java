package io.loopline.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.core.Breaker;
import io.loopline.core.BreakerMode;
import io.loopline.core.Breakers;
import io.loopline.core.Guards;
import io.loopline.core.PlannedAction;
import io.loopline.core.Rung;
import io.loopline.core.Strategy;
import io.loopline.core.StuckMemory;
import io.loopline.core.Trace;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GuardsCodecTest {

  @ParameterizedTest
  @EnumSource(Rung.class)
  void shouldGiveEqualGuardsWhenTheyWereStored(Rung rung) {
    // Given
    Guards guards =
        new Guards(
            new StuckMemory(
                List.of(new Trace(Long.MIN_VALUE, 3, 1, true), new Trace(-1, 4, 0, false)),
                List.of(new PlannedAction("sql", 77, true)),
                true,
                false,
                true,
                1,
                2,
                3,
                4,
                rung),
            new Strategy(2, 1, true),
            new Breakers(
                List.of(
                    new Breaker("planner", new BreakerMode.Closed(7, 0b101), 0),
                    new Breaker("verifier", new BreakerMode.Open(Records.START), 2),
                    new Breaker("tool:sql", new BreakerMode.HalfOpen(2, 1), 3))));

    // When
    Guards decoded = GuardsCodec.decode(GuardsCodec.encode(guards));

    // Then
    assertThat(decoded).isEqualTo(guards);
  }

  @Test
  void shouldBeginAnewWhenAVersionWithoutGuardsStoredTheLoop() {
    assertThat(GuardsCodec.decode(null)).isEqualTo(Guards.NEW);
  }
}
