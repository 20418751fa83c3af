package io.loopline.planner.controller;

import io.loopline.planner.controller.PermitRows.Place;
import io.loopline.state.PermitRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Who may run: first come, first served, by label. Used by its stream thread only.
 *
 * <p>A limit that changed holds from the next wish or return on; when it went down, loops that run
 * are not stopped.
 */
final class PermitQueue {
  /** Most permits given at once; the rest of a long queue follows with the next wish or return. */
  static final int MAX_GRANTS = 100;

  private final PermitRows rows;
  private final ConcurrencyLimits limits;

  PermitQueue(PermitRows rows, ConcurrencyLimits limits) {
    this.rows = rows;
    this.limits = limits;
  }

  /** A loop wants a permit; returns the loops that get one now. One that wishes twice gets one. */
  List<String> acquire(String label, String loopId) {
    if (rows.loop(label, loopId) == null) {
      PermitRecord counts = rows.counts(label);
      rows.enqueue(label, new Place(counts.getNextTicket(), loopId));
      counts.setNextTicket(counts.getNextTicket() + 1);
      rows.putCounts(label, counts);
    }
    return grant(label);
  }

  /** A loop gives its permit or its wish back; returns the loops that get one now. */
  List<String> release(String label, String loopId) {
    PermitRecord loop = rows.loop(label, loopId);
    if (loop != null) {
      rows.forget(label, loopId);
      Long ticket = loop.getTicket();
      if (ticket != null) {
        rows.leave(label, ticket);
      } else {
        PermitRecord counts = rows.counts(label);
        counts.setHeld(counts.getHeld() - 1);
        rows.putCounts(label, counts);
      }
    }
    return grant(label);
  }

  private List<String> grant(String label) {
    PermitRecord counts = rows.counts(label);
    OptionalInt limit = limits.limit(label);
    List<String> granted = new ArrayList<>();
    while (granted.size() < MAX_GRANTS
        && (limit.isEmpty() || counts.getHeld() < limit.getAsInt())) {
      @Nullable Place next = rows.first(label, counts.getFirstTicket(), counts.getNextTicket());
      if (next == null) {
        counts.setFirstTicket(counts.getNextTicket());
        break;
      }
      rows.leave(label, next.ticket());
      rows.hold(label, next.loopId());
      counts.setFirstTicket(next.ticket() + 1);
      counts.setHeld(counts.getHeld() + 1);
      granted.add(next.loopId());
    }
    rows.putCounts(label, counts);
    return granted;
  }
}
