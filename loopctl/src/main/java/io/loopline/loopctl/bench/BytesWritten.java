package io.loopline.loopctl.bench;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;

/**
 * Counts what is written to the broker between two moments, record by record: the sizes of logs
 * tell little while the cleaner is at work. For one use by one thread.
 */
final class BytesWritten implements AutoCloseable {
  private final Position hops;
  private final Position events;
  private final Position changelogs;
  private final Position other;
  private final int hopTopics;

  private BytesWritten(String bootstrap, Set<String> topics, Collection<String> hops) {
    Predicate<String> isChangelog = topic -> topic.endsWith("-changelog");
    Predicate<String> isEvent = topic -> topic.startsWith("loop.");
    Predicate<String> isKafkas = topic -> topic.startsWith("__");
    this.hopTopics = hops.size();
    this.hops = new Position(bootstrap, hops);
    this.events =
        new Position(bootstrap, matching(topics, isEvent.and(each -> !hops.contains(each))));
    this.changelogs = new Position(bootstrap, matching(topics, isChangelog));
    this.other = new Position(bootstrap, matching(topics, isKafkas));
  }

  /** Begins to count; {@code hops} are the topics an iteration writes one record each to. */
  static BytesWritten from(String bootstrap, Collection<String> hops) throws InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      Set<String> topics =
          admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
      return new BytesWritten(bootstrap, topics, hops);
    } catch (ExecutionException failure) {
      throw new IllegalStateException("the broker does not tell its topics", failure);
    }
  }

  /** What one load has written. */
  record Counted(BytesPerIteration bytes, int hopRecordBytes) {}

  /** Ends the count, over so many iterations. */
  Counted per(long iterations) {
    long hopBytes = hops.restBytes();
    return new Counted(
        new BytesPerIteration(
            (hopBytes + events.restBytes()) / iterations,
            changelogs.restBytes() / iterations,
            other.restBytes() / iterations),
        Math.toIntExact(hopBytes / (iterations * hopTopics)));
  }

  private static List<String> matching(Set<String> topics, Predicate<String> wanted) {
    return topics.stream().filter(wanted).sorted().toList();
  }

  @Override
  public void close() {
    Stream.of(hops, events, changelogs, other).forEach(Position::close);
  }
}
