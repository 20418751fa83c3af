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
    transitions.forEach(t -> System.out.println("GOLD " + t.getStateHash().substring(0, 16)));
    System.out.println("GOLDE " + sha256(transitions.stream().map(LoopTransition::getEffects).toList().toString()));
    assertThat(LoopMachine.VERSION).isEqualTo(2);
    assertThat(transitions)
        .extracting(each -> each.getStateHash().substring(0, 16))
        .containsExactly(
            "510d27c5348d623b",
            "64ec4a8eddd8cee8",
            "46097b5758ffba51",
            "ae5ae996ca0d4bfb",
            "fcac348ee3fe2645",
            "14ed0e2f51b1a6a3",
            "2f2199f7e9e58d26",
            "942fccabe5328fe9",
            "a52f485834a9f95b",
            "060f03f70c1713fa",
            "637941e209b9b922",
            "f3840b2f75d29075",
            "f2ad788abc51597d");
    assertThat(sha256(transitions.stream().map(LoopTransition::getEffects).toList().toString()))
        .isEqualTo("c191eb152997113cc5de49fa80918d951fc06ca11c67c6d4a16e34138b2846d4");
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
