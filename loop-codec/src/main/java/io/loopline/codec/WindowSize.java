package io.loopline.codec;

import io.loopline.event.ContextEntry;
import io.loopline.event.ObservationView;
import io.loopline.topic.LoopTopics;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the window of one request within the event size: the oldest observations lose their
 * structured results first. The whole output stays in the artifact that the observation names.
 */
final class WindowSize {
  /** Half an event; the goal's slice, its playbook above all, has the other half. */
  private static final int LIMIT = LoopTopics.MAX_EVENT_BYTES / 2;

  private WindowSize() {}

  static List<ContextEntry> fit(List<ContextEntry> window) {
    long excess = window.stream().mapToLong(WindowSize::resultSize).sum() - LIMIT;
    if (excess <= 0) {
      return window;
    }
    List<ContextEntry> fitted = new ArrayList<>(window);
    for (int i = 0; i < fitted.size() && excess > 0; i++) {
      long size = resultSize(fitted.get(i));
      if (size > 0) {
        fitted.set(i, withoutResult(fitted.get(i)));
        excess -= size;
      }
    }
    return fitted;
  }

  private static long resultSize(ContextEntry row) {
    ObservationView view = row.getObservation();
    return view == null || view.getResultJson() == null ? 0 : view.getResultJson().length();
  }

  /** Shares the other parts: a builder would copy the result that is left out. */
  private static ContextEntry withoutResult(ContextEntry row) {
    ObservationView view = row.getObservation();
    return new ContextEntry(
        row.getSequence(),
        row.getKind(),
        row.getIteration(),
        row.getPlan(),
        new ObservationView(
            view.getIteration(),
            view.getIndex(),
            view.getName(),
            view.getTool(),
            view.getOk(),
            view.getFailure(),
            view.getSummary(),
            null,
            view.getOutput(),
            view.getWorkspace()),
        row.getVerdict(),
        row.getText(),
        row.getReceipts(),
        row.getSearches());
  }
}
