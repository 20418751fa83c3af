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
        Course.started()
            .take(failed(request(1, Step.PLAN, 0), failure(FailureKind.TRANSIENT)))
            .wake()
            .take(planned(request(1, Step.PLAN, 0).nextAttempt(), "workspace", "sql"))
            .take(observed(request(1, Step.ACT, 0), CHANGED, null))
            .take(observed(request(1, Step.ACT, 1), null, failure(FailureKind.TOOL_FAILED)))
            .wake()
            .take(judged(request(1, Step.VERIFY, 0), VerdictDecision.CONTINUE, 0.5, CHANGED))
            .take(
                judged(
                    request(1, Step.VERIFY, 0).nextAttempt(),
                    VerdictDecision.CONTINUE,
                    0.5,
                    CHANGED))
            .take(Records.command(CommandKind.PAUSE))
            .take(planned(request(2, Step.PLAN, 0)))
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
            "EXECUTING APPLIED",
            "EXECUTING APPLIED",
            "VERIFYING APPLIED",
            "VERIFYING APPLIED",
            "VERIFYING LATE",
            "PLANNING APPLIED",
            "PLANNING REFUSED",
            "VERIFYING APPLIED",
            "TERMINATED APPLIED",
            "TERMINATED LATE");
    assertThat(LoopMachine.VERSION).isEqualTo(2);
    assertThat(transitions)
        .extracting(each -> each.getStateHash().substring(0, 16))
        .containsExactly(
            "a34feba7e65a8e5b",
            "cd84fe5f26bd6833",
            "611019263c86ef35",
            "bceb8a1f926c646d",
            "718962a78dc94a8b",
            "4c4fb89ade44dc05",
            "5c52abb29b281a87",
            "f1a9624e2005c860",
            "787770a0f779ec1c",
            "d87907e674f1c7a3",
            "4de92dbe2c0f5412",
            "f3840b2f75d29075",
            "f2ad788abc51597d");
    assertThat(sha256(transitions.stream().map(LoopTransition::getEffects).toList().toString()))
        .isEqualTo("142ecf35c46371ad4e4dabd82f5d6ab0e5c96c260976fe791f61c1fbfcfa3d81");
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
