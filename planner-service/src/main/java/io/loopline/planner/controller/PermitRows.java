package io.loopline.planner.controller;

import io.loopline.serde.StateCodec;
import io.loopline.state.PermitRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The permits store, typed. Each label has one row of counts, one for each loop that holds a permit
 * or waits for one, and one for each place in its queue, so that no row grows with the number of
 * loops. Used by its stream thread only.
 */
final class PermitRows {
  private static final byte COUNTS = 'c';
  private static final byte LOOP = 'l';
  private static final byte PLACE = 'p';

  private final StateCodec<PermitRecord> codec = StateCodec.of(PermitRecord.class);
  private final KeyValueStore<Bytes, byte[]> store;

  PermitRows(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** A place in the queue. */
  record Place(long ticket, String loopId) {}

  /** The counts of a label; of one that was never asked for, none. */
  PermitRecord counts(String label) {
    PermitRecord stored = get(key(label, COUNTS, new byte[0]));
    return stored == null ? PermitRecord.newBuilder().build() : stored;
  }

  /** Keeps the counts, or forgets them when nobody holds or waits. */
  void putCounts(String label, PermitRecord counts) {
    Bytes key = key(label, COUNTS, new byte[0]);
    if (counts.getHeld() == 0 && counts.getFirstTicket() == counts.getNextTicket()) {
      store.delete(key);
    } else {
      put(key, counts);
    }
  }

  /** What a loop holds or wishes; null when it does neither. */
  @Nullable PermitRecord loop(String label, String loopId) {
    return get(loopKey(label, loopId));
  }

  void hold(String label, String loopId) {
    put(loopKey(label, loopId), PermitRecord.newBuilder().build());
  }

  void enqueue(String label, Place place) {
    put(
        loopKey(label, place.loopId()),
        PermitRecord.newBuilder().setTicket(place.ticket()).build());
    put(
        placeKey(label, place.ticket()),
        PermitRecord.newBuilder().setLoopId(place.loopId()).build());
  }

  void forget(String label, String loopId) {
    store.delete(loopKey(label, loopId));
  }

  void leave(String label, long ticket) {
    store.delete(placeKey(label, ticket));
  }

  /** The first place of the queue with a ticket from {@code from} to below {@code to}, or null. */
  @Nullable Place first(String label, long from, long to) {
    if (from == to) {
      return null;
    }
    try (KeyValueIterator<Bytes, byte[]> places =
        store.range(placeKey(label, from), placeKey(label, to - 1))) {
      if (!places.hasNext()) {
        return null;
      }
      KeyValue<Bytes, byte[]> row = places.next();
      byte[] key = row.key.get();
      long ticket = ByteBuffer.wrap(key).getLong(key.length - Long.BYTES);
      return new Place(ticket, codec.decode(row.value).getLoopId());
    }
  }

  private @Nullable PermitRecord get(Bytes key) {
    byte[] stored = store.get(key);
    return stored == null ? null : codec.decode(stored);
  }

  private void put(Bytes key, PermitRecord row) {
    store.put(key, codec.encode(row));
  }

  private static Bytes loopKey(String label, String loopId) {
    return key(label, LOOP, loopId.getBytes(StandardCharsets.UTF_8));
  }

  /** Tickets count up from 0, so their bytes are in their order. */
  private static Bytes placeKey(String label, long ticket) {
    return key(label, PLACE, ByteBuffer.allocate(Long.BYTES).putLong(ticket).array());
  }

  /** The label goes with its length: it comes from outside and may hold any character. */
  private static Bytes key(String label, byte kind, byte[] rest) {
    byte[] name = label.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(Integer.BYTES + name.length + 1 + rest.length)
            .putInt(name.length)
            .put(name)
            .put(kind)
            .put(rest)
            .array());
  }
}
