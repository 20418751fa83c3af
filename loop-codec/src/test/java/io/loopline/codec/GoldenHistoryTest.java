package io.loopline.codec;

import static io.loopline.codec.Records.CHANGED;
import static io.loopline.codec.Records.failed;
import static io.loopline.codec.Records.failure;
import static io.loopline.codec.Records.judged;
import static io.loopline.codec.Records.observed;
import static io.loopline.codec.Records.planned;
import static io.loopline.codec.Records.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.core.LoopMachine;
import io.loopline.core.Step;
import io.loopline.event.CommandKind;
import io.loopline.event.FailureKind;
import io.loopline.event.LoopTransition;
import io.loopline.event.VerdictDecision;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A recorded history and its hashes, for ever. When this test fails, audit replay of loops that
 * users have recorded fails too: the machine decides otherwise, so {@link LoopMachine#VERSION} goes
 * up and the literals are made anew.
 */
class GoldenHistoryTest {

  @Test
  void shouldDecideAsRecorded() throws Exception {
    Course course =
        Course.started(Records.gated())
            .take(failed(request(1, Step.PLAN, 0), failure(FailureKind.TRANSIENT)))
            .wake()
            .take(planned(request(1, Step.PLAN, 0).nextAttempt(), "workspace", "sql"))
            .take(Records.command(CommandKind.APPROVE, "command-0"))
            .take(observed(request(1, Step.ACT, 0), CHANGED, null))
            .take(observed(request(1, Step.ACT, 1), null, failure(FailureKind.TOOL_FAILED)))
            .wake()
            .wake()
            .take(judged(request(1, Step.VERIFY, 0), VerdictDecision.CONTINUE, 0.5, CHANGED))
            .take(
                judged(
                    request(1, Step.VERIFY, 0).nextAttempt(),
                    VerdictDecision.CONTINUE,
                    0.5,
                    CHANGED))
            .take(Records.command(CommandKind.RESUME, "command-1"))
            .take(Records.command(CommandKind.PAUSE, "command-2"))
            .take(planned(request(2, Step.PLAN, 0), "sql"))
            .take(Records.command(CommandKind.APPROVE, "command-3"))
            .take(Records.command(CommandKind.SIGNAL, "command-4"))
            .take(Records.command(CommandKind.RESUME, "command-5"))
            .take(observed(request(2, Step.ACT, 0), CHANGED, null))
            .take(judged(request(2, Step.VERIFY, 0), VerdictDecision.ACHIEVED, 1, CHANGED))
            .take(planned(request(2, Step.PLAN, 0)));

    List<LoopTransition> transitions =
        course.sent().stream()
            .map(sent -> (LoopTransition) sent.events().getLast().event())
            .toList();

    assertThat(transitions)
        .extracting(each -> each.getPhaseAfter() + " " + each.getDisposition())
        .containsExactly(
            "PLANNING APPLIED",
            "BACKING_OFF APPLIED",
            "PLANNING APPLIED",
            "AWAITING_APPROVAL APPLIED",
            "EXECUTING APPLIED",
            "EXECUTING APPLIED",
            "VERIFYING APPLIED",
            "VERIFYING IGNORED",
            "VERIFYING APPLIED",
            "VERIFYING LATE",
            "PLANNING APPLIED",
            "PLANNING REFUSED",
            "PAUSED APPLIED",
            "PAUSED APPLIED",
            "PAUSED APPLIED",
            "PAUSED APPLIED",
            "EXECUTING APPLIED",
            "VERIFYING APPLIED",
            "TERMINATED APPLIED",
            "TERMINATED LATE");
    assertThat(LoopMachine.VERSION).isEqualTo(3);
    assertThat(
            Stream.concat(
                transitions.stream().map(each -> each.getStateHash().substring(0, 16)),
                Stream.of(
                    sha256(
                        transitions.stream().map(LoopTransition::getEffects).toList().toString()))))
        .containsExactly(
            "4f8990233f6e6c88",
            "120dc6ea80dc5d1a",
            "daefb2c5a92fab54",
            "42d6d0d23ab67049",
            "00149577b3b3fb09",
            "b84413381c41b242",
            "14735f3758ed849a",
            "e785fcca40085e24",
            "ea1c6392c5c02636",
            "0c0ae58ce2924386",
            "16e24c67cd26175f",
            "1187c08c7264cf53",
            "212e4912f8258952",
            "6cd7fb61174bb9f2",
            "75e35f8fc454e8ba",
            "b0e3f75fc45dbc70",
            "5e42c62da11f1786",
            "a2926e9451f05c8e",
            "816345033f9d1942",
            "cc09498078181388",
            "69ed51a5d1ac14eb19325510b0afe2c0b16c18c3066127acac3d8bce5101b7ea");
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
