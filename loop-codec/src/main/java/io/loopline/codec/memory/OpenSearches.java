package io.loopline.codec.memory;

import io.loopline.event.ContextEntry;
import io.loopline.event.ContextKind;
import io.loopline.event.PlanRequest;
import java.util.List;

/** What the last plan wanted to have looked up. Pure. */
public final class OpenSearches {
  private OpenSearches() {}

  /** The searches of the newest plan in the window; empty when it has none, or no plan is left. */
  public static List<String> of(PlanRequest request) {
    for (ContextEntry entry : request.getContext().reversed()) {
      if (entry.getKind() == ContextKind.PLAN) {
        return List.copyOf(entry.getSearches());
      }
    }
    return List.of();
  }
}
