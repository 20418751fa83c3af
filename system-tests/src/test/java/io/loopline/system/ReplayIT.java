package io.loopline.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.codec.replay.Counterfactual;
import io.loopline.codec.replay.CounterfactualReport;
import io.loopline.codec.replay.LoopReplay;
import io.loopline.codec.replay.ReplayReport;
import io.loopline.event.LoopResult;
import io.loopline.event.LoopTransition;
import io.loopline.event.SourceRef;
import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every history the other tests made, through the state machine again. Runs last. */
@ExtendWith(OnCluster.class)
@Order(Integer.MAX_VALUE)
class ReplayIT {
  private static final List<LoopTopic<?>> CAUSES = LoopTopics.causes();

  @Test
  void shouldDecideTheSameWhenEveryLoopIsReplayed(Cluster cluster) {
    // Given
    Topics topics = cluster.topics();
    Map<String, ConsumerRecord<byte[], byte[]>> causes = causes(topics);
    Map<String, List<LoopTransition>> histories = histories(topics);

    // When
    Map<String, ReplayReport> reports = new TreeMap<>();
    histories.forEach((loopId, history) ->
        reports.put(
            loopId, LoopReplay.replay(loopId, history, source -> fetch(topics, causes, source))));

    // Then
    assertThat(histories.keySet()).containsAll(cluster.submitted());
    assertThat(reports.values())
        .allSatisfy(report -> {
          assertThat(report.differences()).as(report.loopId()).isEmpty();
          assertThat(report.isEqual()).as(report.loopId()).isTrue();
          assertThat(report.decisions()).isEqualTo(sizeOf(histories, report.loopId()));
        });
    System.out.println("replayed " + reports.size() + " loops, all equal");
  }

  @Test
  void shouldFindTheRecordedEndOfEveryLoopUnderItsOwnPolicy(Cluster cluster) {
    // Given
    Topics topics = cluster.topics();
    Map<String, ConsumerRecord<byte[], byte[]>> causes = causes(topics);

    // When
    Map<String, CounterfactualReport> reports = new TreeMap<>();
    histories(topics)
        .forEach((loopId, history) ->
            reports.put(
                loopId,
                Counterfactual.fold(
                    loopId, history, source -> fetch(topics, causes, source), goal -> goal)));

    // Then
    assertThat(reports.values())
        .allSatisfy(report -> {
          assertThat(report.divergedAt()).as(report.loopId()).isNull();
          assertThat(report.otherwise()).as(report.loopId()).isEqualTo(report.recorded());
        });
  }

  @Test
  void shouldTellOnTheCommandLineThatFewerIterationsWouldHaveEndedALoop(
      Cluster cluster, @TempDir Path folder) throws Exception {
    // Given: a loop that never gets there
    String loopId = "replay-what-if";
    cluster.submit(
        """
        objective: Wait for a file that nobody writes.
        planner:
          kind: playbook
          playbook: [{ name: wait, actions: [{ name: wait, tool: noop }] }]
        checks: [{ name: there, kind: file_exists, path: never.txt }]
        budgets: { iterations: 3 }
        """,
        loopId);
    LoopResult result = Await.result(cluster.topics(), loopId);
    assertThat(result.getIterations()).isEqualTo(3);
    Path policy = Files.writeString(folder.resolve("policy.yaml"), "budgets: { iterations: 1 }\n");

    // When
    Cluster.Output output = cluster.loop("replay", loopId, "--with", policy.toString());

    // Then
    assertThat(output.exitCode()).as(output.toString()).isZero();
    assertThat(output.out()).contains("otherwise: MAX_ITERATIONS in iteration 1");
  }

  private static Map<String, ConsumerRecord<byte[], byte[]>> causes(Topics topics) {
    Map<String, ConsumerRecord<byte[], byte[]>> causes = new HashMap<>();
    for (LoopTopic<?> topic : CAUSES) {
      topics
          .records(topic.name(), "read_committed")
          .forEach(record ->
              causes.put(at(record.topic(), record.partition(), record.offset()), record));
    }
    return causes;
  }

  @Test
  void shouldReplayOnTheCommandLineWhenALoopWasKilledAndRepaired(Cluster cluster) {
    for (String loopId : cluster.submitted().subList(0, 3)) {
      Cluster.Output output = cluster.loop("replay", loopId);
      assertThat(output.exitCode()).as(output.toString()).isZero();
    }
  }

  @Test
  void shouldHaveExactlyOneResultWhenALoopEnded(Cluster cluster) {
    // When
    Topics topics = cluster.topics();
    List<String> results =
        topics.records(LoopTopics.RESULTS.name(), "read_committed").stream()
            .map(record -> topics.decode(LoopTopics.RESULTS, record.value()).getLoopId())
            .toList();

    // Then
    assertThat(results)
        .containsExactlyInAnyOrderElementsOf(histories(topics).keySet())
        .containsAll(cluster.submitted());
  }

  private static int sizeOf(Map<String, List<LoopTransition>> histories, String loopId) {
    return histories.getOrDefault(loopId, List.of()).size();
  }

  private static Map<String, List<LoopTransition>> histories(Topics topics) {
    Map<String, List<LoopTransition>> histories = new TreeMap<>();
    topics
        .records(LoopTopics.TRANSITIONS.name(), "read_committed")
        .forEach(record -> {
          LoopTransition transition = topics.decode(LoopTopics.TRANSITIONS, record.value());
          histories.computeIfAbsent(transition.getLoopId(), _ -> new ArrayList<>()).add(transition);
        });
    return histories;
  }

  private static Optional<SpecificRecord> fetch(
      Topics topics, Map<String, ConsumerRecord<byte[], byte[]>> causes, SourceRef source) {
    ConsumerRecord<byte[], byte[]> record =
        causes.get(at(source.getTopic(), source.getPartition(), source.getOffset()));
    return record == null
        ? Optional.empty()
        : CAUSES.stream()
            .filter(topic -> topic.name().equals(record.topic()))
            .findFirst()
            .map(topic -> decode(topics, topic, record.value()));
  }

  private static <T extends SpecificRecord> SpecificRecord decode(
      Topics topics, LoopTopic<T> topic, byte[] value) {
    return topics.decode(topic, value);
  }

  private static String at(String topic, int partition, long offset) {
    return topic + "/" + partition + "/" + offset;
  }
}
