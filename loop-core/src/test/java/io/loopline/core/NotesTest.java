package io.loopline.core;

import static io.loopline.core.Fixture.CHANGED;
import static io.loopline.core.Fixture.act;
import static io.loopline.core.Fixture.at;
import static io.loopline.core.Fixture.claimed;
import static io.loopline.core.Fixture.failed;
import static io.loopline.core.Fixture.goal;
import static io.loopline.core.Fixture.judged;
import static io.loopline.core.Fixture.observed;
import static io.loopline.core.Fixture.plan;
import static io.loopline.core.Fixture.planned;
import static io.loopline.core.Fixture.timer;
import static io.loopline.core.Fixture.verify;
import static io.loopline.core.Given.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the audit says of each decision, and whether the event counted: people read nothing else. */
class NotesTest {

  private static Arguments says(Disposition disposition, String note, LoopEvent... history) {
    return arguments(disposition, note, history);
  }

  private static LoopEvent[] then(LoopEvent[] history, LoopEvent... more) {
    LoopEvent[] all = Arrays.copyOf(history, history.length + more.length);
    System.arraycopy(more, 0, all, history.length, more.length);
    return all;
  }

  private static LoopEvent[] mailing() {
    return new LoopEvent[] {goal(), planned(1, plan(1, 1), "mail")};
  }

  private static LoopEvent[] granted() {
    return then(mailing(), claimed(2, act(1, 0, 1), "executor-1"));
  }

  static Stream<Arguments> decisions() {
    return Stream.of(
        says(Disposition.DUPLICATE, "the goal was already accepted", goal(), goal()),
        says(
            Disposition.DUPLICATE,
            "another goal under the same id was set aside",
            goal(),
            goal("hash-2", Fixture.LIMITS)),
        says(
            Disposition.IGNORED,
            "a wake-up that is no longer armed",
            goal(),
            timer(60, at(59))),
        says(Disposition.IGNORED, "early wake-up; armed again", goal(), timer(59, at(60))),
        says(
            Disposition.REFUSED,
            "the verdict judged another workspace than the current one",
            then(
                Fixture.untilVerify(),
                judged(3, verify(1, 1), VerdictDecision.CONTINUE, 0.5, null))),
        says(
            Disposition.DUPLICATE,
            "answer to " + plan(1, 1) + " was already taken in",
            goal(),
            planned(1, plan(1, 1), "workspace"),
            planned(2, plan(1, 1), "workspace")),
        says(
            Disposition.LATE,
            "answer to " + plan(1, 1) + " is late",
            goal(),
            timer(60, at(60)),
            planned(61, plan(1, 1), "workspace")),
        says(
            Disposition.REFUSED,
            "request " + plan(2, 1) + " was never issued",
            goal(),
            planned(1, plan(2, 1), "workspace")),
        says(
            Disposition.APPLIED,
            "plan attempt 1 failed: TIMEOUT: no answer by the deadline",
            goal(),
            timer(60, at(60))),
        says(
            Disposition.APPLIED,
            "plan attempt 1 failed: TRANSIENT: broken",
            goal(),
            failed(1, plan(1, 1), FailureKind.TRANSIENT)),
        says(
            Disposition.APPLIED,
            "action 0 attempt 1 failed: TIMEOUT: no answer by the deadline",
            goal(),
            planned(1, plan(1, 1), "workspace"),
            timer(31, at(31))),
        says(
            Disposition.APPLIED,
            "Nobody decided on the plan of iteration 1 in time",
            then(People.untilApproval(), timer(60, at(60)), timer(121, at(121)))),
        says(
            Disposition.APPLIED,
            "verify attempt 1 failed: TRANSIENT: broken",
            then(Fixture.untilVerify(), failed(3, verify(1, 1), FailureKind.TRANSIENT))),
        says(
            Disposition.APPLIED,
            "feedback",
            then(
                Fixture.untilVerify(),
                judged(3, verify(1, 1), VerdictDecision.CONTINUE, 0.5, CHANGED))),
        says(
            Disposition.APPLIED,
            "granted to executor-1",
            granted()),
        says(
            Disposition.DUPLICATE,
            "the claim was already granted",
            then(granted(), claimed(3, act(1, 0, 1), "executor-1"))),
        says(
            Disposition.REFUSED,
            "claim of executor-2 on " + act(1, 0, 1) + " is refused",
            then(granted(), claimed(3, act(1, 0, 1), "executor-2"))),
        says(
            Disposition.REFUSED,
            "a tool that must not run twice was run without a grant",
            then(mailing(), observed(2, act(1, 0, 1), CHANGED))),
        says(
            Disposition.APPLIED,
            "action 0 attempt 1 failed: UNKNOWN_EFFECT: broken; whether it took effect is unknown",
            then(granted(), failed(3, act(1, 0, 1), FailureKind.UNKNOWN_EFFECT))),
        says(
            Disposition.APPLIED,
            "it took effect",
            then(
                granted(),
                failed(3, act(1, 0, 1), FailureKind.UNKNOWN_EFFECT),
                observed(4, act(1, 0, 2), CHANGED))),
        says(
            Disposition.APPLIED,
            "action 0 attempt 2 failed: TRANSIENT: broken",
            then(
                granted(),
                failed(3, act(1, 0, 1), FailureKind.UNKNOWN_EFFECT),
                failed(4, act(1, 0, 2), FailureKind.TRANSIENT))),
        says(
            Disposition.APPLIED,
            "plan edited and approved by ann",
            then(People.untilApproval(), People.edit(2, "workspace"))),
        says(
            Disposition.APPLIED,
            "plan rejected by ann",
            then(People.untilApproval(), People.command(2, CommandKind.REJECT, "id-1"))),
        says(
            Disposition.APPLIED,
            "plan approved by ann",
            then(People.untilApproval(), People.command(2, CommandKind.APPROVE, "id-1"))));
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void shouldSayWhatWasDecided(Disposition disposition, String note, LoopEvent[] history) {
    Transition last = given(history).transition();

    assertThat(last.note()).contains(note);
    assertThat(last.disposition()).isEqualTo(disposition);
  }
}
