package io.loopline.loopctl.loops;

import io.loopline.event.SourceRef;
import io.loopline.topic.LoopTopic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * The topics, as the loop commands use them. Every call is bounded in time; a stack that does not
 * answer is an {@link io.loopline.loopctl.CliFailure}. One instance per command, used by one
 * thread.
 */
interface LoopBroker extends AutoCloseable {

  /** Everything committed on a topic until now. */
  <T extends SpecificRecord> Reading<T> read(LoopTopic<T> topic);

  /**
   * Everything committed about one loop until now, in order. Reads only the partition that the loop
   * id belongs to, so it is for topics the controller and the workers write.
   */
  <T extends SpecificRecord> Reading<T> read(LoopTopic<T> topic, String loopId);

  /** Starts reading a loop's transitions and results from the beginning. The caller closes it. */
  Following follow(String loopId);

  /** The events at these coordinates. */
  Causes fetch(Collection<SourceRef> coordinates);

  /** Produces one event and waits until all in-sync replicas have it. */
  <T extends SpecificRecord> void send(LoopTopic<T> topic, String key, T event);

  /**
   * Marks the record of this key as deleted, on a compacted topic, wherever its writer put it;
   * waits as {@link #send} does.
   */
  void delete(LoopTopic<?> topic, String key);

  /**
   * What a compacted topic holds now: of each key the newest event, without deleted ones, in the
   * order of keys.
   */
  <T extends SpecificRecord> Table<T> table(LoopTopic<T> topic);

  @Override
  void close();

  /** A loop being followed. */
  interface Following extends AutoCloseable {
    /** What came since the last call; waits at most this long for something. */
    List<Seen> poll(Duration wait);

    @Override
    void close();
  }
}
