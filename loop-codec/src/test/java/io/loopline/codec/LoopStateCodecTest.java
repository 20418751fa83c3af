package io.loopline.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.core.ActionStatus;
import io.loopline.core.LoopState;
import io.loopline.core.Phase;
import io.loopline.serde.StateCodec;
import io.loopline.state.LoopStateRecord;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LoopStateCodecTest {
  private static final int SEEDS = 400;
  private static final StateCodec<LoopStateRecord> BYTES = StateCodec.of(LoopStateRecord.class);

  @Test
  void shouldGiveEqualStateWhenItWasStored() {
    Set<String> shapes = new TreeSet<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      for (Course.Sent sent : RandomCourse.of(seed).sent()) {
        LoopState state = sent.decision().transition().next();

        byte[] stored = BYTES.encode(LoopStateCodec.encode(state));

        assertThat(LoopStateCodec.decode(Records.LOOP, BYTES.decode(stored)))
            .as("seed %d, decision %s", seed, sent.decision().id())
            .isEqualTo(state);
        note(state, shapes);
      }
    }
    // else the test above shows less than it says
    assertThat(shapes)
        .contains(
            "Planning",
            "Verifying",
            "BackingOff PLAN",
            "BackingOff VERIFY",
            "AwaitingApproval",
            "paused Planning",
            "paused AwaitingApproval",
            "paused slot BackingOff",
            "commands",
            "slot Pending",
            "slot Running",
            "slot Granted",
            "slot Reconciling",
            "slot Undecided",
            "slot BackingOff",
            "slot Observed",
            "best",
            "no best",
            "workspace",
            "no workspace",
            "Terminated GOAL_ACHIEVED",
            "Terminated MAX_ITERATIONS");
  }

  @Test
  void shouldRefuseWhenLoopIsAbsent() {
    assertThatThrownBy(() -> LoopStateCodec.encode(new LoopState.Absent()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void note(LoopState state, Set<String> shapes) {
    switch (state) {
      case LoopState.Absent _ -> shapes.add("Absent");
      case LoopState.Terminated ended -> shapes.add("Terminated " + ended.stopReason());
      case LoopState.Live live -> {
        shapes.add(live.best() == null ? "no best" : "best");
        shapes.add(live.workspace() == null ? "no workspace" : "workspace");
        shapes.add(live.commands().ids().isEmpty() ? "no commands" : "commands");
        note(live.phase(), "", shapes);
      }
    }
  }

  private static void note(Phase phase, String prefix, Set<String> shapes) {
    switch (phase) {
      case Phase.Planning _ -> shapes.add(prefix + "Planning");
      case Phase.Verifying _ -> shapes.add(prefix + "Verifying");
      case Phase.BackingOff waiting -> shapes.add(prefix + "BackingOff " + waiting.next().step());
      case Phase.AwaitingApproval _ -> shapes.add(prefix + "AwaitingApproval");
      case Phase.Executing executing ->
          executing.actions().forEach(slot -> shapes.add(prefix + "slot " + name(slot.status())));
      case Phase.Closing _ -> shapes.add(prefix + "Closing");
      case Phase.Queued _ -> shapes.add(prefix + "Queued");
      case Phase.Paused(Phase left) -> note(left, "paused ", shapes);
    }
  }

  private static String name(ActionStatus status) {
    return status.getClass().getSimpleName();
  }
}
