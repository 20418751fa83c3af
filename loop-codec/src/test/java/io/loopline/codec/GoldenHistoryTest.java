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
    transitions.forEach(t -> System.out.println("GOLD " + t.getStateHash().substring(0, 16)));
    System.out.println("GOLDE " + sha256(transitions.stream().map(LoopTransition::getEffects).toList().toString()));
    assertThat(LoopMachine.VERSION).isEqualTo(3);
    assertThat(
            Stream.concat(
                transitions.stream().map(each -> each.getStateHash().substring(0, 16)),
                Stream.of(
                    sha256(
                        transitions.stream().map(LoopTransition::getEffects).toList().toString()))))
        .containsExactly(
            "d4ce4b28325ca6e3",
            "90d309015ff4e8c5",
            "1cfc83fada7e2f92",
            "6dd61ebfe8d2525f",
            "9fe1ebe9b4644327",
            "ea8b4cd3fda5d37c",
            "c0d5560bd376feb3",
            "3602cbdd1affc0fb",
            "c65cb35d11321b81",
            "84daa2dc9d5ffa15",
            "66e444d7eac22174",
            "03157af6c3c28d77",
            "a28f1fee38a92be6",
            "2e247f858ffa783a",
            "7cdd421a2657a2ec",
            "400d93a8d72ac503",
            "3e8c29fd4d70a33d",
            "92e3a22e7516348f",
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
