package io.loopline.loopctl.bench;

import io.loopline.event.LoopPhase;
import io.loopline.event.LoopResult;
import io.loopline.event.LoopTransition;
import io.loopline.event.StopReason;
import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.ExitCode;
import io.loopline.serde.EventCodec;
import io.loopline.topic.LoopTopics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Submits goals as any program does and takes the figures from the topics: the rate from when its
 * results can be read, the iterations' times from the controller's transitions.
 */
final class LoadRun {
  /** Far beyond what a loaded machine needs; a hang ends the bench with a message. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final String bootstrap;
  private final EventCodec codec;
  private final Path scratch;

  /**
   * @param scratch directory for the goal file
   */
  LoadRun(String bootstrap, EventCodec codec, Path scratch) {
    this.bootstrap = bootstrap;
    this.codec = codec;
    this.scratch = scratch;
  }

  /**
   * Runs one load to its end.
   *
   * @param name no other run has had it
   * @throws CliFailure if a loop did not end, or ended in another way than it must
   */
  Throughput run(String name, Load load) throws IOException {
    try (Position results = new Position(bootstrap, LoopTopics.RESULTS.name());
        Position transitions = new Position(bootstrap, LoopTopics.TRANSITIONS.name())) {
      long start = submit(name, load);
      long end = awaitResults(results, name, load);
      double rate = load.total() / ((end - start) / 1e9);
      return new Throughput(load, rate, iterations(transitions, name));
    }
  }

  /** Sends all goals, without waiting for each; returns when the first was sent. */
  long submit(String name, Load load) throws IOException {
    BenchGoal goal = BenchGoal.of(load.iterations(), scratch);
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", "5");
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      producer.partitionsFor(LoopTopics.GOALS.name());
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      long start = System.nanoTime();
      for (int i = 0; i < load.loops(); i++) {
        String loopId = name + "-" + i;
        byte[] value = codec.encode(LoopTopics.GOALS, goal.withId(loopId));
        sent.add(producer.send(new ProducerRecord<>(LoopTopics.GOALS.name(), loopId, value)));
      }
      Sent.all(sent);
      return start;
    }
  }

  /** When the last result was read, of {@code System.nanoTime()}. */
  long awaitResults(Position results, String name, Load load) {
    Set<String> ended = new HashSet<>();
    boolean all =
        results.until(
            () -> ended.size() == load.loops(),
            System.nanoTime() + PATIENCE.toNanos(),
            record -> result(record, name, load, ended));
    if (!all) {
      throw failed(
          "%d of %d loops ended within %d s"
              .formatted(ended.size(), load.loops(), PATIENCE.toSeconds()));
    }
    return System.nanoTime();
  }

  private void result(
      ConsumerRecord<byte[], byte[]> record, String name, Load load, Set<String> ended) {
    LoopResult result = codec.decode(LoopTopics.RESULTS, record.value());
    if (!result.getLoopId().startsWith(name + "-")) {
      return;
    }
    if (result.getStopReason() != StopReason.MAX_ITERATIONS
        || result.getIterations() != load.iterations()) {
      throw failed(
          "loop %s ended %s after %d iterations, not MAX_ITERATIONS after %d: %s"
              .formatted(
                  result.getLoopId(),
                  result.getStopReason(),
                  result.getIterations(),
                  load.iterations(),
                  result.getMessage()));
    }
    if (!ended.add(result.getLoopId())) {
      throw failed("loop " + result.getLoopId() + " has two results");
    }
  }

  /** An iteration lasts from the decision that begins it to the decision on its verdict. */
  private Percentiles iterations(Position transitions, String name) {
    Map<String, Long> begun = new HashMap<>();
    LongStream.Builder nanos = LongStream.builder();
    for (ConsumerRecord<byte[], byte[]> record : transitions.rest()) {
      LoopTransition transition = codec.decode(LoopTopics.TRANSITIONS, record.value());
      boolean ends = transition.getPhaseBefore() == LoopPhase.VERIFYING;
      if (transition.getLoopId().startsWith(name + "-")
          && (ends || transition.getPhaseBefore() == LoopPhase.ABSENT)) {
        long at = transition.getAt().toEpochMilli();
        Long before = begun.put(transition.getLoopId(), at);
        if (ends && before != null) {
          nanos.add((at - before) * 1_000_000);
        }
      }
    }
    return Percentiles.ofNanos(nanos.build().toArray());
  }

  private static CliFailure failed(String what) {
    return new CliFailure(ExitCode.NOT_SUCCEEDED, "the bench failed: " + what);
  }
}
