package io.loopline.core;

import static io.loopline.core.Fixture.command;
import static io.loopline.core.Fixture.failed;
import static io.loopline.core.Fixture.goal;
import static io.loopline.core.Fixture.plan;
import static io.loopline.core.Fixture.planned;
import static io.loopline.core.Fixture.untilVerify;
import static io.loopline.core.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each command does in each phase. */
class CommandTableTest {

  @ParameterizedTest
  @CsvSource({
    "ABSENT, CANCEL, REFUSED, absent",
    "ABSENT, PAUSE, REFUSED, absent",
    "ABSENT, RESUME, REFUSED, absent",
    "ABSENT, APPROVE, REFUSED, absent",
    "ABSENT, EDIT, REFUSED, absent",
    "ABSENT, REJECT, REFUSED, absent",
    "ABSENT, AMEND_BUDGET, REFUSED, absent",
    "ABSENT, SIGNAL, REFUSED, absent",
    "PLANNING, CANCEL, APPLIED, CANCELLED",
    "PLANNING, PAUSE, APPLIED, Paused Planning",
    "PLANNING, RESUME, REFUSED, Planning",
    "PLANNING, APPROVE, REFUSED, Planning",
    "PLANNING, EDIT, REFUSED, Planning",
    "PLANNING, REJECT, REFUSED, Planning",
    "PLANNING, AMEND_BUDGET, APPLIED, Planning",
    "PLANNING, SIGNAL, APPLIED, Planning",
    "BACKING_OFF, CANCEL, APPLIED, CANCELLED",
    "BACKING_OFF, PAUSE, APPLIED, Paused BackingOff",
    "BACKING_OFF, RESUME, REFUSED, BackingOff",
    "BACKING_OFF, APPROVE, REFUSED, BackingOff",
    "BACKING_OFF, EDIT, REFUSED, BackingOff",
    "BACKING_OFF, REJECT, REFUSED, BackingOff",
    "BACKING_OFF, AMEND_BUDGET, APPLIED, BackingOff",
    "BACKING_OFF, SIGNAL, APPLIED, BackingOff",
    "AWAITING_APPROVAL, CANCEL, APPLIED, CANCELLED",
    "AWAITING_APPROVAL, PAUSE, APPLIED, Paused AwaitingApproval",
    "AWAITING_APPROVAL, RESUME, REFUSED, AwaitingApproval",
    "AWAITING_APPROVAL, APPROVE, APPLIED, Executing",
    "AWAITING_APPROVAL, EDIT, APPLIED, Executing",
    "AWAITING_APPROVAL, REJECT, APPLIED, Planning",
    "AWAITING_APPROVAL, AMEND_BUDGET, APPLIED, AwaitingApproval",
    "AWAITING_APPROVAL, SIGNAL, APPLIED, AwaitingApproval",
    "EXECUTING, CANCEL, APPLIED, CANCELLED",
    "EXECUTING, PAUSE, APPLIED, Paused Executing",
    "EXECUTING, RESUME, REFUSED, Executing",
    "EXECUTING, APPROVE, REFUSED, Executing",
    "EXECUTING, EDIT, REFUSED, Executing",
    "EXECUTING, REJECT, REFUSED, Executing",
    "EXECUTING, AMEND_BUDGET, APPLIED, Executing",
    "EXECUTING, SIGNAL, APPLIED, Executing",
    "VERIFYING, CANCEL, APPLIED, CANCELLED",
    "VERIFYING, PAUSE, APPLIED, Paused Verifying",
    "VERIFYING, RESUME, REFUSED, Verifying",
    "VERIFYING, APPROVE, REFUSED, Verifying",
    "VERIFYING, EDIT, REFUSED, Verifying",
    "VERIFYING, REJECT, REFUSED, Verifying",
    "VERIFYING, AMEND_BUDGET, APPLIED, Verifying",
    "VERIFYING, SIGNAL, APPLIED, Verifying",
    "PAUSED, CANCEL, APPLIED, CANCELLED",
    "PAUSED, PAUSE, DUPLICATE, Paused Planning",
    "PAUSED, RESUME, APPLIED, Planning",
    "PAUSED, APPROVE, REFUSED, Paused Planning",
    "PAUSED, EDIT, REFUSED, Paused Planning",
    "PAUSED, REJECT, REFUSED, Paused Planning",
    "PAUSED, AMEND_BUDGET, APPLIED, Paused Planning",
    "PAUSED, SIGNAL, APPLIED, Paused Planning",
    "PAUSED_AWAITING, CANCEL, APPLIED, CANCELLED",
    "PAUSED_AWAITING, PAUSE, DUPLICATE, Paused AwaitingApproval",
    "PAUSED_AWAITING, RESUME, APPLIED, AwaitingApproval",
    "PAUSED_AWAITING, APPROVE, APPLIED, Paused Executing",
    "PAUSED_AWAITING, EDIT, APPLIED, Paused Executing",
    "PAUSED_AWAITING, REJECT, APPLIED, Paused BackingOff",
    "PAUSED_AWAITING, AMEND_BUDGET, APPLIED, Paused AwaitingApproval",
    "PAUSED_AWAITING, SIGNAL, APPLIED, Paused AwaitingApproval",
    "TERMINATED, CANCEL, LATE, CANCELLED",
    "TERMINATED, PAUSE, LATE, CANCELLED",
    "TERMINATED, RESUME, LATE, CANCELLED",
    "TERMINATED, APPROVE, LATE, CANCELLED",
    "TERMINATED, EDIT, LATE, CANCELLED",
    "TERMINATED, REJECT, LATE, CANCELLED",
    "TERMINATED, AMEND_BUDGET, LATE, CANCELLED",
    "TERMINATED, SIGNAL, LATE, CANCELLED"
  })
  void shouldTakeOrRefuseCommandByPhase(
      String phase, CommandKind kind, Disposition disposition, String after) {
    // Given
    Given before = in(phase);

    // When
    Given decided = before.when(People.command(5, kind, content(kind)));

    // Then
    decided.then(disposition);
    assertThat(describe(decided.transition().next()))
        .as(decided.transition().note())
        .isEqualTo(after);
    if (disposition != Disposition.APPLIED) {
      decided.thenUnchanged();
    }
  }

  private static Given in(String phase) {
    return switch (phase) {
      case "ABSENT" -> given(new LoopState.Absent());
      case "PLANNING" -> given(goal());
      case "BACKING_OFF" -> given(goal(), failed(1, plan(1, 1), FailureKind.TRANSIENT));
      case "AWAITING_APPROVAL" -> given(People.untilApproval());
      case "EXECUTING" -> given(goal(), planned(1, plan(1, 1), "workspace"));
      case "VERIFYING" -> given(untilVerify());
      case "PAUSED" -> given(goal(), command(1, CommandKind.PAUSE));
      case "PAUSED_AWAITING" -> given(People.untilApproval()).when(command(2, CommandKind.PAUSE));
      case "TERMINATED" -> given(goal(), command(1, CommandKind.CANCEL));
      default -> throw new IllegalArgumentException(phase);
    };
  }

  private static CommandContent content(CommandKind kind) {
    return new CommandContent(
        "id-1",
        null,
        5,
        kind == CommandKind.EDIT ? List.of(Fixture.action("workspace")) : List.of(),
        kind == CommandKind.EDIT ? People.signatures(List.of("workspace")) : List.of(),
        kind == CommandKind.AMEND_BUDGET ? Map.of(Dimension.TOKENS, 5_000L) : Map.of(),
        List.of());
  }

  private static String describe(LoopState state) {
    return switch (state) {
      case LoopState.Absent _ -> "absent";
      case LoopState.Terminated ended -> ended.stopReason().name();
      case LoopState.Live live ->
          live.phase() instanceof Phase.Paused(Phase left)
              ? "Paused " + left.getClass().getSimpleName()
              : live.phase().getClass().getSimpleName();
    };
  }
}
