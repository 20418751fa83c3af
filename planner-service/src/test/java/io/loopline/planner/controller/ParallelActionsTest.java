package io.loopline.planner.controller;

import static io.loopline.planner.controller.LoopEvents.goal;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.ActionRequest;
import io.loopline.event.ActionSpec;
import io.loopline.event.ArtifactRef;
import io.loopline.event.Goal;
import io.loopline.event.MergeConflict;
import io.loopline.event.MergeSource;
import io.loopline.event.Observation;
import io.loopline.event.ObservationView;
import io.loopline.event.Plan;
import io.loopline.event.PlanResult;
import io.loopline.event.VerifyRequest;
import io.loopline.topic.LoopTopics;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A parallel group through the topology: requests side by side, and the merge. */
class ParallelActionsTest {
  private static final String LOOP = "loop-1";

  private DrivenController controller;

  @BeforeEach
  void start(@TempDir Path state) {
    controller = new DrivenController(state);
  }

  @AfterEach
  void stop() {
    controller.close();
  }

  private List<ActionRequest> begin(int parallelActions) {
    Goal goal = goal(LOOP);
    goal.getBudgets().setParallelActions(parallelActions);
    controller.submit(goal);
    PlanResult plan = LoopEvents.plan(controller.only(LoopTopics.PLAN_REQUESTS));
    List<ActionSpec> actions =
        IntStream.range(0, 3)
            .mapToObj(i ->
                new ActionSpec(
                    "write-" + i,
                    "workspace",
                    "{\"operation\":\"write\",\"path\":\"f\",\"content\":\"x\"}",
                    true,
                    false))
            .toList();
    plan.setPlan(new Plan("write", "", actions));
    controller.send(LoopTopics.PLANS, LOOP, plan);
    return controller.events(LoopTopics.ACTION_REQUESTS);
  }

  private static ArtifactRef left(int index) {
    return new ArtifactRef(
        Integer.toString(index).repeat(64), 7L, LoopEvents.WORKSPACE.getMediaType());
  }

  private void observe(ActionRequest request) {
    Observation observation = LoopEvents.observed(request);
    observation.getView().setWorkspace(left(request.getRequest().getIndex()));
    controller.send(LoopTopics.OBSERVATIONS, LOOP, observation);
  }

  @Test
  void shouldKeepToTheLimitOfActionsAtOnce() {
    // When
    List<ActionRequest> first = begin(2);
    observe(first.get(1));

    // Then
    assertThat(first).extracting(each -> each.getRequest().getIndex()).containsExactly(0, 1);
    ActionRequest third = controller.only(LoopTopics.ACTION_REQUESTS);
    assertThat(third.getRequest().getIndex()).isEqualTo(2);
    assertThat(third.getWorkspace()).as("the base of all").isNull();
  }

  @Test
  void shouldMergeAndFailTheOneWhoseChangesWereDropped() {
    // Given
    begin(8).reversed().forEach(this::observe);
    ActionRequest merge = controller.only(LoopTopics.ACTION_REQUESTS);
    assertThat(merge.getMerge())
        .containsExactly(
            new MergeSource(0, left(0)), new MergeSource(1, left(1)), new MergeSource(2, left(2)));

    // When
    Observation merged = LoopEvents.observed(merge);
    merged.setConflicts(List.of(new MergeConflict(2, 0, "f")));
    controller.send(LoopTopics.OBSERVATIONS, LOOP, merged);

    // Then
    VerifyRequest verify = controller.only(LoopTopics.VERIFY_REQUESTS);
    assertThat(verify.getWorkspace()).isEqualTo(LoopEvents.WORKSPACE);
    assertThat(verify.getObservations())
        .extracting(ObservationView::getIndex)
        .containsExactly(0, 1, 2);
    assertThat(verify.getObservations())
        .extracting(ObservationView::getOk)
        .containsExactly(true, true, false);
    assertThat(verify.getObservations().getLast().getName()).isEqualTo("write-2");
    assertThat(verify.getObservations().getLast().getSummary()).contains("'f'");
  }
}
