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
    assertThat(LoopMachine.VERSION).isEqualTo(5);
    assertThat(
            Stream.concat(
                transitions.stream().map(each -> each.getStateHash().substring(0, 16)),
                Stream.of(
                    sha256(
                        transitions.stream().map(LoopTransition::getEffects).toList().toString()))))
        .containsExactly(
            "d6ea5c933cfb9773",
            "341958fc3f8ed398",
            "da5ebf7fae0b93ae",
            "bfd2f323773ad4a2",
            "6f75bc958f8a3bb6",
            "a4752c58f4c2c541",
            "e8cd6329d22e7002",
            "824e3092d32b987b",
            "8c2787dd81867737",
            "ecdd817af4ed5327",
            "5cb2cbde8362e8a2",
            "9fc43fcdd01737a2",
            "dbf1ed20444c603b",
            "f50824695551c16a",
            "a13e0b697380cdd3",
            "872375ede7c8aa47",
            "d834c77e81ea5d01",
            "b6d29328ce30345b",
            "816345033f9d1942",
            "cc09498078181388",
            "c8cc5a2f454198cafc3509f512feefbaa8d7b5897c30b50b3d0840e2d91f3db9");
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
