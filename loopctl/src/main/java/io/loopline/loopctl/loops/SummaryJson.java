package io.loopline.loopctl.loops;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A loop of the list as JSON. Pure. */
final class SummaryJson {

  private SummaryJson() {}

  static ObjectNode of(LoopSummary loop, Instant now) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("loop_id", loop.loopId())
        .put("phase", loop.phase().name())
        .put("outcome", name(loop.outcome()))
        .put("stop_reason", name(loop.stopReason()))
        .put("iterations", loop.iterations())
        .put("score", loop.bestScore())
        .put("started_at", Words.time(loop.startedAt()))
        .put("ended_at", loop.ended() ? Words.time(loop.lastAt()) : null)
        .put("age_ms", loop.age(now).toMillis());
    json.set("ledger", EventJson.array(loop.ledger()));
    return json;
  }

  private static @Nullable String name(@Nullable Enum<?> value) {
    return value == null ? null : value.name();
  }
}
