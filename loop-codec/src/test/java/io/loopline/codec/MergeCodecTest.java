package io.loopline.codec;

import static io.loopline.codec.Records.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.core.ActionStatus;
import io.loopline.core.LoopState;
import io.loopline.core.Phase;
import io.loopline.core.Step;
import io.loopline.core.WorkspaceRef;
import io.loopline.event.ActionRequest;
import io.loopline.event.ActionSpec;
import io.loopline.event.FailureKind;
import io.loopline.event.MergeConflict;
import io.loopline.event.MergeSource;
import io.loopline.event.Observation;
import io.loopline.event.Plan;
import io.loopline.serde.StateCodec;
import io.loopline.state.LoopStateRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A parallel group as stored state and as events. */
class MergeCodecTest {
  private static final StateCodec<LoopStateRecord> BYTES = StateCodec.of(LoopStateRecord.class);
  private static final WorkspaceRef OTHER = new WorkspaceRef("cd".repeat(32), 80);

  /** Both actions are observed, the merge is asked for. */
  private static Course merging() {
    List<ActionSpec> actions =
        List.of(
            new ActionSpec("one", "workspace", "{}", true, false),
            new ActionSpec("two", "workspace", "{}", true, false));
    return Course.started()
        .take(Records.planResult(request(1, Step.PLAN, 0), new Plan("both", "", actions), null))
        .take(Records.observed(request(1, Step.ACT, 1), OTHER, null))
        .take(Records.observed(request(1, Step.ACT, 0), Records.CHANGED, null));
  }

  private static void assertStored(LoopState state) {
    byte[] stored = BYTES.encode(LoopStateCodec.encode(state));
    assertThat(LoopStateCodec.decode(Records.LOOP, BYTES.decode(stored))).isEqualTo(state);
  }

  private static Phase.Executing executing(Course course) {
    return (Phase.Executing) ((LoopState.Live) course.state()).phase();
  }

  @Test
  void shouldAskForTheMergeOfWhatBothLeft() {
    ActionRequest merge = (ActionRequest) merging().sent().getLast().events().getFirst().event();

    assertThat(merge.getRequest().getIndex()).isEqualTo(2);
    assertThat(merge.getWorkspace()).isNull();
    assertThat(merge.getMerge())
        .containsExactly(
            new MergeSource(0, WorkspaceCodec.encode(Records.CHANGED)),
            new MergeSource(1, WorkspaceCodec.encode(OTHER)));
  }

  @Test
  void shouldGiveEqualStateWhenAMergeIsStored() {
    Course course = merging();
    assertThat(executing(course).merge()).isInstanceOf(ActionStatus.Running.class);
    assertStored(course.state());

    course.take(
        Records.observed(request(1, Step.ACT, 2), null, Records.failure(FailureKind.TRANSIENT)));
    assertThat(executing(course).merge()).isInstanceOf(ActionStatus.BackingOff.class);
    assertStored(course.state());
  }

  @Test
  void shouldObserveTheDroppedActionAsFailed() {
    Observation merged = Records.observed(request(1, Step.ACT, 2), OTHER, null);
    merged.setConflicts(List.of(new MergeConflict(1, 0, "a.txt")));
    Course course = merging().take(merged);

    assertThat(course.row(4).getObservation().getName()).isEqualTo("two");
    assertThat(course.row(4).getObservation().getOk()).isFalse();
    assertThat(course.row(4).getObservation().getSummary()).contains("a.txt");
  }
}
