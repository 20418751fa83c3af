package io.loopline.loopctl.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/**
 * Six hops over six topics and nothing else: what Kafka itself takes for the path of one iteration.
 * One thread stands for the controller and reads the three answer topics, as a stream thread does;
 * three stand for the workers. Offsets are committed after the records they led to are
 * acknowledged, so nothing is lost here either. Made for one run.
 */
final class Relay {
  private static final long PATIENCE_MINUTES = 5;

  private final String bootstrap;
  private final RelayShape shape;
  private final String name = "bench.relay." + UUID.randomUUID().toString().substring(0, 8);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  Relay(String bootstrap, RelayShape shape) {
    this.bootstrap = bootstrap;
    this.shape = shape;
  }

  /** Makes the topics, sends the tokens around, removes the topics. */
  Throughput run() throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      List<String> topics = IntStream.range(0, 6).mapToObj(this::topic).toList();
      admin
          .createTopics(
              topics.stream()
                  .map(each -> new NewTopic(each, shape.partitions(), (short) 1))
                  .toList())
          .all()
          .get();
      try {
        return rounds();
      } finally {
        admin.deleteTopics(topics).all().get();
      }
    }
  }

  private Throughput rounds() throws InterruptedException {
    CountDownLatch joined = new CountDownLatch(4);
    RelayRounds rounds = new RelayRounds(shape.load());
    List<RelayHop> hops = new ArrayList<>();
    hops.add(
        new RelayHop(
            new RelayHop.Role(bootstrap, name + "-controller", shape.transactional()),
            Map.of(topic(1), topic(2), topic(3), topic(4), topic(5), topic(0)),
            joined,
            record -> !record.topic().equals(topic(5)) || rounds.goesOn(record)));
    for (int i = 0; i < 6; i += 2) {
      hops.add(
          new RelayHop(
              new RelayHop.Role(bootstrap, name + "-worker-" + i, false),
              Map.of(topic(i), topic(i + 1)),
              joined,
              _ -> true));
    }
    List<Thread> threads =
        hops.stream().map(hop -> Thread.ofPlatform().start(() -> guarded(hop, rounds))).toList();
    try {
      joined.await();
      rounds.start(bootstrap, topic(0), shape);
      if (!rounds.done().await(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        throw new IllegalStateException("the relay did not end in time");
      }
    } finally {
      hops.forEach(RelayHop::stop);
      for (Thread thread : threads) {
        thread.join();
      }
    }
    Throwable failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("the relay failed", failed);
    }
    return rounds.throughput();
  }

  private void guarded(RelayHop hop, RelayRounds rounds) {
    try {
      hop.run();
    } catch (RuntimeException failed) {
      failure.compareAndSet(null, failed);
      rounds.giveUp();
    }
  }

  private String topic(int hop) {
    return name + "." + hop;
  }
}
