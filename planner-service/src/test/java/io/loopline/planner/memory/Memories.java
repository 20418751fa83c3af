package io.loopline.planner.memory;

import io.loopline.codec.memory.Scope;
import io.loopline.event.ContextEntry;
import io.loopline.event.ContextKind;
import io.loopline.event.MemoryPolicy;
import io.loopline.event.Plan;
import io.loopline.event.PlanRequest;
import io.loopline.event.PlannerKind;
import io.loopline.event.RecallKind;
import io.loopline.planner.planning.Requests;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Entries and requests for tests of memory. */
final class Memories {
  static final Scope OWN = Scope.ofLoop("loop-1");
  static final Scope TEAM = Scope.ofLabel("team", "search");

  private Memories() {}

  static Entry fact(String key, Scope scope, String text, long writtenAt) {
    return new Entry(
        RecallKind.FACT, key, Set.of(scope), text, "source of " + key, true, writtenAt);
  }

  static Entry result(String loopId, String text) {
    return new Entry(RecallKind.RESULT, loopId, Set.of(TEAM), text, loopId + "/9/0", true, 1);
  }

  /** Of loop-1, iteration 2, label team=search, which may write to that label. */
  static PlanRequest request(String objective, String... searches) {
    PlanRequest request = Requests.request().kind(PlannerKind.LLM).build();
    request.setObjective(objective);
    request.setLabels(Map.of("team", "search"));
    request.setMemory(new MemoryPolicy(3, 2, List.of("team=search")));
    request.setContext(
        List.of(
            ContextEntry.newBuilder()
                .setSequence(1)
                .setKind(ContextKind.PLAN)
                .setIteration(1)
                .setPlan(new Plan("look", "", List.of()))
                .setSearches(List.of(searches))
                .build()));
    return request;
  }
}
