package io.loopline.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.LoopPhase;
import io.loopline.event.LoopResult;
import io.loopline.event.LoopTransition;
import io.loopline.event.Outcome;
import io.loopline.event.Producer;
import io.loopline.event.TokenUsage;
import io.loopline.event.Verdict;
import io.loopline.event.VerifyRequest;
import io.loopline.loopctl.stack.Part;
import io.loopline.topic.LoopTopics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** kill -9 of the controller while a loop waits for its next attempt. */
@ExtendWith(OnCluster.class)
@Order(4)
class KilledInBackoffIT {
  private static final String LOOP = "kill-backoff";
  private static final long RETRY_AFTER_MS = 15_000;

  @Test
  void shouldWaitOutTheBackoffAndGoOnWithTheNextAttemptWhenTheControllerIsKilled(Cluster cluster)
      throws Exception {
    // Given a verify step that was told to come again later, by a verifier of the test's own
    Topics topics = cluster.topics();
    cluster.stack().stopService(Part.VERIFIER);
    cluster.submit(Goals.greeting(), LOOP);
    VerifyRequest first = Await.first(topics, LoopTopics.VERIFY_REQUESTS, LOOP);
    answer(topics, overloaded(first));
    Await.untilAsserted(
        "the loop backs off",
        () ->
            assertThat(topics.events(LoopTopics.TRANSITIONS, LOOP))
                .anyMatch(each -> each.getPhaseAfter() == LoopPhase.BACKING_OFF));

    // When
    cluster.stack().killService(Part.PLANNER);
    assertThat(topics.events(LoopTopics.VERIFY_REQUESTS, LOOP)).hasSize(1);
    cluster.stack().startService(Part.PLANNER);
    cluster.stack().startService(Part.VERIFIER);

    // Then
    LoopResult result = Await.result(topics, LOOP);
    assertThat(result.getOutcome()).isEqualTo(Outcome.SUCCEEDED);
    List<VerifyRequest> requests = topics.events(LoopTopics.VERIFY_REQUESTS, LOOP);
    assertThat(requests)
        .extracting(request -> request.getRequest().getAttempt())
        .containsExactly(1, 2);
    assertThat(requests.getLast().getOccurredAt())
        .as("not before the wait that was asked for")
        .isAfterOrEqualTo(backingOff(topics).getAt().plusMillis(RETRY_AFTER_MS));
    Await.exactlyOneResult(topics, LOOP);
  }

  private static LoopTransition backingOff(Topics topics) {
    return topics.events(LoopTopics.TRANSITIONS, LOOP).stream()
        .filter(each -> each.getPhaseAfter() == LoopPhase.BACKING_OFF)
        .findFirst()
        .orElseThrow();
  }

  private static Verdict overloaded(VerifyRequest request) {
    return Verdict.newBuilder()
        .setEventId(request.getRequest().getRequestId() + "/answer")
        .setLoopId(LOOP)
        .setOccurredAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
        .setProducer(new Producer("test", "test-1", "0"))
        .setRequest(request.getRequest())
        .setView(null)
        .setFailure(
            Failure.newBuilder()
                .setKind(FailureKind.RATE_LIMITED)
                .setMessage("too much to do just now")
                .setRetryAfterMs(RETRY_AFTER_MS)
                .build())
        .setWorkspace(request.getWorkspace())
        .setUsage(TokenUsage.newBuilder().build())
        .build();
  }

  private static void answer(Topics topics, Verdict verdict) throws Exception {
    byte[] key = LOOP.getBytes(StandardCharsets.UTF_8);
    topics.send(LoopTopics.VERDICTS.name(), null, key, topics.encode(LoopTopics.VERDICTS, verdict));
  }
}
