package io.loopline.loopctl.loops;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.CommandKind;
import io.loopline.event.LoopCommand;
import io.loopline.event.Producer;
import io.loopline.topic.LoopTopics;
import org.junit.jupiter.api.Test;

class CancelCommandTest {

  private static final Producer PROGRAM = new Producer("loopctl", "loopctl-ann", "1");
  private final FakeBroker broker = new FakeBroker();

  @Test
  void shouldSendACancelForALoopThatRuns() {
    // Given
    broker.holding(LoopTopics.TRANSITIONS, Events.history("demo").getFirst());

    // When
    Cli cancel = cancel("demo", "--reason", "wrong data");

    // Then
    assertThat(cancel.exitCode()).isZero();
    assertThat(cancel.out()).startsWith("cancel of loop demo is sent");
    assertThat(broker.sent)
        .containsExactly(
            new FakeBroker.Sent(
                "loop.commands",
                "demo",
                LoopCommand.newBuilder()
                    .setEventId("id-1")
                    .setLoopId("demo")
                    .setOccurredAt(Events.START)
                    .setProducer(PROGRAM)
                    .setKind(CommandKind.CANCEL)
                    .setRequestedBy("ann")
                    .setReason("wrong data")
                    .build()));
  }

  @Test
  void shouldSendACancelForAGoalThatNoControllerHasSeenYet() {
    // Given
    broker.holding(LoopTopics.GOALS, WatchCommandTest.goal("demo"));

    // When
    Cli cancel = cancel("demo");

    // Then
    assertThat(cancel.exitCode()).isZero();
    assertThat(broker.sent).hasSize(1);
  }

  @Test
  void shouldRefuseALoopThatEndedOrNeverWas() {
    // Given
    broker.holding(LoopTopics.RESULTS, Events.result("done").build());

    // When
    Cli done = cancel("done");
    Cli nobody = cancel("nobody");

    // Then
    assertThat(done.exitCode()).isEqualTo(2);
    assertThat(done.err()).startsWith("loop done ended already: SUCCEEDED; nothing to cancel");
    assertThat(nobody.exitCode()).isEqualTo(2);
    assertThat(broker.sent).isEmpty();
  }

  private Cli cancel(String... arguments) {
    return Cli.run(
        new CancelCommand(
            new CommandSender(Cli.access(broker), new Envelope(PROGRAM, "ann", () -> "id-1"))),
        arguments);
  }
}
