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
            "a961b8bd8f100480",
            "fa30c004352fbb53",
            "3191f38e57186301",
            "1bd1e2687a31b159",
            "6c8fddcd894a00d1",
            "733d8598c2888ca1",
            "72063c7c750b4086",
            "2f578097af96b2fb",
            "e7d313265008ae08",
            "6e375e19f37b6a53",
            "5a55702abbfda0e9",
            "8261e64b6743b6d5",
            "cafcc2b2daf35dba",
            "999d2337790adfda",
            "fabd873d72400a9b",
            "a6ccbb64670a475d",
            "59f4c162aee26da8",
            "192079f6157474b3",
            "816345033f9d1942",
            "cc09498078181388",
            "ba61294259e189e9199df1afeec2ef97567f0397bfb42ca186b9fa3c2a0ce34d");
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
