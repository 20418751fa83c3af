package io.loopline.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.ActionRequest;
import io.loopline.event.ArtifactRef;
import io.loopline.event.CommandKind;
import io.loopline.event.DeadLetterReason;
import io.loopline.event.Disposition;
import io.loopline.event.Goal;
import io.loopline.event.LoopCommand;
import io.loopline.event.LoopResult;
import io.loopline.event.LoopTransition;
import io.loopline.event.Observation;
import io.loopline.event.ObservationView;
import io.loopline.event.Outcome;
import io.loopline.event.Producer;
import io.loopline.event.RequestRef;
import io.loopline.event.ResourceUsage;
import io.loopline.event.StopReason;
import io.loopline.loopctl.stack.Part;
import io.loopline.topic.LoopTopics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What clients outside may send, rightly and wrongly. */
@ExtendWith(OnCluster.class)
@Order(4)
class ProducersIT {
  private static final Producer TEST = new Producer("system-tests", "system-tests-1", "0");

  @Test
  void shouldKeepOneLoopInOrderWhenClientsPartitionDifferently(Cluster cluster) throws Exception {
    // Given a running loop whose goal came from a Java client
    Topics topics = cluster.topics();
    cluster.submit(Goals.slowAction(2), "crc");
    Await.first(topics, LoopTopics.ACTION_REQUESTS, "crc");
    Goal goal = topics.events(LoopTopics.GOALS, "crc").getFirst();
    Goal conflicting = Goal.newBuilder(goal).setObjective("Something else.").build();

    // When a client that hashes keys with CRC32 sends the goal again, another one, and a cancel
    int partition = Partitions.crc32("crc", topics.partitionCount(LoopTopics.GOALS.name()));
    assertThat(partition)
        .as("another partition than Java's")
        .isNotEqualTo(partitionOf(topics, "crc"));
    byte[] key = "crc".getBytes(StandardCharsets.UTF_8);
    String goals = LoopTopics.GOALS.name();
    topics.send(goals, partition, key, topics.encode(LoopTopics.GOALS, goal));
    topics.send(goals, partition, key, topics.encode(LoopTopics.GOALS, conflicting));
    Await.untilAsserted(
        "both duplicates noted",
        () -> assertThat(with(topics, "crc", Disposition.DUPLICATE)).hasSize(2));
    topics.send(
        LoopTopics.COMMANDS.name(),
        partition,
        key,
        topics.encode(LoopTopics.COMMANDS, cancel("crc")));

    // Then
    LoopResult result = Await.result(topics, "crc");
    assertThat(result.getOutcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(result.getMessage()).contains("tester").contains("enough");
    topics.send(goals, partition, key, topics.encode(LoopTopics.GOALS, goal));
    Await.untilAsserted(
        "a duplicate after the end noted",
        () -> assertThat(with(topics, "crc", Disposition.DUPLICATE)).hasSize(3));
    Await.exactlyOneResult(topics, "crc");
    assertThat(letters(topics, DeadLetterReason.CONFLICTING_DUPLICATE)).hasSize(1);
    assertThat(
            topics.records(LoopTopics.TRANSITIONS.name(), "read_committed").stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals("crc"))
                .map(record -> record.partition())
                .distinct())
        .hasSize(1);
  }

  @Test
  void shouldRejectABadGoalThatWasProducedDirectly(Cluster cluster) throws Exception {
    // Given
    Topics topics = cluster.topics();
    cluster.submit(Goals.greeting(), "good");
    Goal good = Await.first(topics, LoopTopics.GOALS, "good");
    Goal bad = Goal.newBuilder(good).setLoopId("bad").setObjective("").setChecks(List.of()).build();

    // When
    topics.send(
        LoopTopics.GOALS.name(),
        null,
        "bad".getBytes(StandardCharsets.UTF_8),
        topics.encode(LoopTopics.GOALS, bad));
    cluster.remember("bad");

    // Then
    LoopResult result = Await.result(topics, "bad");
    assertThat(result.getStopReason()).isEqualTo(StopReason.INVALID_GOAL);
    assertThat(result.getMissing()).anyMatch(error -> error.contains("objective"));
    assertThat(result.getMissing()).anyMatch(error -> error.contains("checks"));
  }

  @Test
  void shouldNotAchieveAGoalByAForgedObservation(Cluster cluster) throws Exception {
    // Given a loop whose one action is under way
    Topics topics = cluster.topics();
    cluster.submit(Goals.slowAction(1), "forged");
    ActionRequest open = Await.first(topics, LoopTopics.ACTION_REQUESTS, "forged");

    // When somebody claims success for it, and for an action that was never asked for
    int partition = partitionOf(topics, "forged");
    topics.send(
        LoopTopics.OBSERVATIONS.name(),
        partition,
        "forged".getBytes(StandardCharsets.UTF_8),
        topics.encode(LoopTopics.OBSERVATIONS, forged(never(open.getRequest()))));
    topics.send(
        LoopTopics.OBSERVATIONS.name(),
        partition,
        "forged".getBytes(StandardCharsets.UTF_8),
        topics.encode(LoopTopics.OBSERVATIONS, forged(open.getRequest())));

    // Then
    LoopResult result = Await.result(topics, "forged");
    assertThat(result.getOutcome()).isEqualTo(Outcome.EXHAUSTED);
    assertThat(result.getBest().getScore()).isZero();
    assertThat(with(topics, "forged", Disposition.REFUSED)).hasSize(1);
    Await.exactlyOneResult(topics, "forged");
  }

  @Test
  void shouldGoOnWhenTheRegistryStops(Cluster cluster) throws Exception {
    // Given
    Topics topics = cluster.topics();
    cluster.submit(Goals.slowAction(1), "registry-stopped");
    Await.first(topics, LoopTopics.ACTION_REQUESTS, "registry-stopped");

    // When
    cluster.stack().killService(Part.REGISTRY);
    LoopResult result;
    try {
      result = Await.result(topics, "registry-stopped");
    } finally {
      cluster.stack().launch(Part.REGISTRY);
      cluster.stack().awaitReady(List.of(Part.REGISTRY));
    }

    // Then
    assertThat(result.getOutcome()).isEqualTo(Outcome.SUCCEEDED);
    cluster.submit(Goals.greeting(), "registry-back");
    assertThat(Await.result(topics, "registry-back").getOutcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  private static LoopCommand cancel(String loopId) {
    return LoopCommand.newBuilder()
        .setEventId("cancel-" + loopId)
        .setLoopId(loopId)
        .setOccurredAt(Instant.now())
        .setProducer(TEST)
        .setKind(CommandKind.CANCEL)
        .setRequestedBy("tester")
        .setReason("enough")
        .build();
  }

  private static RequestRef never(RequestRef open) {
    return new RequestRef(
        open.getRequestId().replace("/1/ACT/0/1", "/9/ACT/0/1"), 9, open.getStep(), 0, 1);
  }

  private static Observation forged(RequestRef request) {
    ObservationView view =
        ObservationView.newBuilder()
            .setIteration(request.getIteration())
            .setIndex(0)
            .setName("count")
            .setTool("sql")
            .setOk(true)
            .setSummary("all good, trust me")
            .setWorkspace(new ArtifactRef("ab".repeat(32), 100L, "application/octet-stream"))
            .build();
    return Observation.newBuilder()
        .setEventId("forged/" + request.getRequestId())
        .setLoopId("forged")
        .setOccurredAt(Instant.now())
        .setProducer(TEST)
        .setRequest(request)
        .setView(view)
        .setUsage(new ResourceUsage(1L, 0L, 0L, null, "none", null, null, null))
        .build();
  }

  private static List<LoopTransition> with(Topics topics, String loopId, Disposition disposition) {
    return topics.events(LoopTopics.TRANSITIONS, loopId).stream()
        .filter(transition -> transition.getDisposition() == disposition)
        .toList();
  }

  private static List<String> letters(Topics topics, DeadLetterReason reason) {
    return topics.records(LoopTopics.DEAD_LETTERS.name(), "read_committed").stream()
        .map(record -> topics.decode(LoopTopics.DEAD_LETTERS, record.value()))
        .filter(letter -> letter.getReason() == reason)
        .map(letter -> letter.getEventId())
        .toList();
  }

  private static int partitionOf(Topics topics, String loopId) {
    return topics.records(LoopTopics.ACTION_REQUESTS.name(), "read_committed").stream()
        .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(loopId))
        .map(record -> record.partition())
        .findFirst()
        .orElseThrow();
  }
}
