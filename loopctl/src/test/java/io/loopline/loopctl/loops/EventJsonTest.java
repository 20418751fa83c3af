package io.loopline.loopctl.loops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.loopline.event.DeadLetter;
import io.loopline.event.DeadLetterReason;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventJsonTest {

  @Test
  void shouldKeepTheNamesAndShapesOfTheSchema() throws Exception {
    // Given
    DeadLetter letter =
        DeadLetter.newBuilder()
            .setEventId("e")
            .setOccurredAt(Events.START)
            .setProducer(Events.PRODUCER)
            .setSource(Events.ref("loop.goals", 3, 9_000_000_000L))
            .setSourceTimestamp(Events.START)
            .setReason(DeadLetterReason.UNDECODABLE)
            .setMessage("m")
            .setValue(ByteBuffer.wrap(new byte[] {1, 2, 3}))
            .setValueSize(3)
            .setHeaders(Map.of("traceparent", ByteBuffer.wrap(new byte[] {4})))
            .build();

    // When
    String json = EventJson.of(letter).toString();

    // Then
    assertThat(new ObjectMapper().readTree(json))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"event_id": "e", "loop_id": null, "occurred_at": "2026-11-23T12:00:00.000Z",
                     "producer": {"service": "planner-service", "instance": "planner-1",
                                  "version": "0.1.0"},
                     "source": {"topic": "loop.goals", "partition": 3, "offset": 9000000000},
                     "source_timestamp": "2026-11-23T12:00:00.000Z", "reason": "%s",
                     "message": "m", "exception_class": null, "key": null, "value": "AQID",
                     "value_size": 3, "headers": {"traceparent": "BA=="}}
                    """
                        .formatted(DeadLetterReason.UNDECODABLE)));
  }
}
