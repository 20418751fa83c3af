package io.loopline.executor.worker;

import io.loopline.event.ActionLimits;
import io.loopline.event.ActionRequest;
import io.loopline.event.ActionSpec;
import io.loopline.event.ArtifactRef;
import io.loopline.event.DecisionRef;
import io.loopline.event.NamedInput;
import io.loopline.event.Policy;
import io.loopline.event.Producer;
import io.loopline.event.RequestRef;
import io.loopline.event.Step;
import java.time.Instant;
import java.util.List;

/** Action requests for tests. */
final class Requests {
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  static final RequestRef REF = new RequestRef("loop-1/1/ACT/0/1", 1, Step.ACT, 0, 1);

  private Requests() {}

  static ActionRequest of(String tool, String argumentsJson) {
    return ActionRequest.newBuilder()
        .setEventId("loop-1/2/0")
        .setLoopId("loop-1")
        .setOccurredAt(NOW)
        .setProducer(new Producer("planner-service", "planner-1", "test"))
        .setRequest(REF)
        .setDecision(new DecisionRef("loop-1/2", 0, 1))
        .setExpiresAt(NOW.plusSeconds(90))
        .setAction(new ActionSpec("act", tool, argumentsJson, false, false))
        .setInputs(List.of())
        .setPolicy(new Policy(List.of(), List.of(), List.of()))
        .setLimits(new ActionLimits(5_000L, 256L << 20, 64L << 10, 1L << 20))
        .setIdempotencyKey("key")
        .build();
  }

  static ActionRequest sql(String script) {
    return of("sql", "{\"script\":\"" + script.replace("\"", "\\\"") + "\"}");
  }

  static NamedInput input(String path, ArtifactRef artifact) {
    return new NamedInput(path, null, path, artifact);
  }
}
