package io.loopline.loopctl.loops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loopline.event.Disposition;
import io.loopline.event.LoopTransition;
import io.loopline.event.SourceRef;
import io.loopline.serde.EventCodec;
import io.loopline.serde.LocalSchemaRegistry;
import io.loopline.topic.LoopTopics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {

  private final RecordedLoop recorded = new RecordedLoop(WatchCommandTest.goal("demo"));
  private final FakeBroker broker = new FakeBroker();

  @Test
  void shouldFindAnUntouchedHistoryEqual() {
    // Given
    hold(recorded.transitions);

    // When
    Cli replay = replay();

    // Then
    assertThat(recorded.transitions.getLast().getDisposition()).isEqualTo(Disposition.APPLIED);
    assertThat(replay.lines())
        .containsExactly(
            "Replay of loop demo: EQUAL", "3 of 3 recorded decisions recomputed from their causes");
    assertThat(replay.err()).isEmpty();
    assertThat(replay.exitCode()).isZero();
  }

  @Test
  void shouldNameTheDecisionThatDiffers() throws Exception {
    // Given
    LoopTransition forged =
        LoopTransition.newBuilder(recorded.transitions.get(1))
            .setStateHash("00".repeat(32))
            .build();
    hold(List.of(recorded.transitions.get(0), forged, recorded.transitions.get(2)));

    // When
    Cli words = replay();
    Cli json = replay("--json");

    // Then
    assertThat(words.exitCode()).isEqualTo(1);
    assertThat(words.lines())
        .containsExactly(
            "Replay of loop demo: NOT EQUAL",
            "3 of 3 recorded decisions recomputed from their causes",
            "#2, cause loop.inbox/2/13: state hash differs",
            "        recorded:   " + "00".repeat(32),
            "        recomputed: " + recorded.transitions.get(1).getStateHash());
    assertThat(json.exitCode()).isEqualTo(1);
    JsonNode report = new ObjectMapper().readTree(json.out());
    assertThat(report.get("equal").asBoolean()).isFalse();
    assertThat(report.get("differences").get(0).get("sequence").asLong()).isEqualTo(2);
    assertThat(report.get("differences").get(0).get("what").asText()).isEqualTo("state hash");
  }

  @Test
  void shouldNameTheCoordinatesOfACauseThatIsGone() {
    // Given
    recorded.causes.remove(RecordedLoop.place(20));
    hold(recorded.transitions);

    // When
    Cli replay = replay();

    // Then
    assertThat(replay.exitCode()).isEqualTo(1);
    assertThat(replay.lines())
        .contains(
            "2 of 3 recorded decisions recomputed from their causes",
            "cause is gone: loop.inbox/2/20");
  }

  @Test
  void shouldReportAnotherMachineVersionWithoutFailing() {
    // Given
    hold(
        List.of(
            recorded.transitions.get(0),
            LoopTransition.newBuilder(recorded.transitions.get(1)).setMachineVersion(99).build()));

    // When
    Cli replay = replay();

    // Then
    assertThat(replay.exitCode()).isZero();
    assertThat(replay.lines())
        .containsExactly(
            "Replay of loop demo: EQUAL as far as it could be compared",
            "1 of 2 recorded decisions recomputed from their causes",
            "made by another machine version, so not compared from there on: #2");
  }

  @Test
  void shouldNotCallAHistoryEqualThatIsNotReadableOrNotThere() {
    // Given
    hold(recorded.transitions);
    broker.holding(new Unreadable("loop.transitions", 2, 7, "garbled"));
    FakeBroker onlyResult =
        new FakeBroker().holding(LoopTopics.RESULTS, Events.result("demo").build());

    // When
    Cli garbled = replay();
    Cli empty = Cli.run(new ReplayCommand(Cli.access(onlyResult)), "demo");
    Cli nobody = Cli.run(new ReplayCommand(Cli.access(onlyResult)), "nobody");

    // Then
    assertThat(garbled.exitCode()).isEqualTo(1);
    assertThat(garbled.lines()).first().isEqualTo("Replay of loop demo: NOT EQUAL");
    assertThat(garbled.err()).contains("loop.transitions/2/7: garbled");
    assertThat(empty.exitCode()).isEqualTo(1);
    assertThat(empty.out()).contains("no transition of this loop is left to replay");
    assertThat(nobody.exitCode()).isEqualTo(2);
  }

  @Test
  void shouldTellHowTheLoopWouldHaveGoneUnderAnotherPolicy(@TempDir Path folder) throws Exception {
    // Given: goal, the same goal three seconds later, cancelled after ten
    hold(recorded.transitions);
    Path policy = Files.writeString(folder.resolve("policy.yaml"), "budgets: { wall_clock: 5s }\n");

    // When
    Cli words = replay("--with", policy.toString());
    Cli json = replay("--with", policy.toString(), "--json");

    // Then
    assertThat(words.err()).isEmpty();
    assertThat(words.exitCode()).isZero();
    assertThat(words.lines()).element(0).asString().startsWith("Loop demo under the policy of ");
    assertThat(words.lines())
        .element(2)
        .asString()
        .startsWith("otherwise: TIME_BUDGET in iteration 1 after 5");
    assertThat(words.lines())
        .element(3)
        .isEqualTo("the first decision that would have been another: #3");
    JsonNode report = new ObjectMapper().readTree(json.out());
    assertThat(report.at("/otherwise/stop_reason").asText()).isEqualTo("TIME_BUDGET");
    assertThat(report.at("/otherwise/after_ms").asLong()).isEqualTo(5_000);
    assertThat(report.path("diverged_at").asLong()).isEqualTo(3);
  }

  @Test
  void shouldNameTheLinesOfAPolicyThatCannotBe(@TempDir Path folder) throws Exception {
    // Given
    hold(recorded.transitions);
    Path policy =
        Files.writeString(folder.resolve("policy.yaml"), "budgets:\n  iterations: 0\nchecks: []\n");
    Path budgets = Files.writeString(folder.resolve("budgets.yaml"), "budgets:\n  iterations: 0\n");

    // When
    Cli unknown = replay("--with", policy.toString());
    Cli wrong = replay("--with", budgets.toString());
    Cli missing = replay("--with", folder.resolve("nothing.yaml").toString());

    // Then
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("policy.yaml:3", "checks: no part of a policy");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("budgets.yaml:2", "budgets.iterations", "has 1 error");
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err()).contains("no such file");
  }

  @Test
  void shouldSayWhenTheRecordDoesNotSuffice(@TempDir Path folder) throws Exception {
    // Given
    Path policy = Files.writeString(folder.resolve("policy.yaml"), "budgets: { iterations: 1 }\n");
    recorded.causes.remove(RecordedLoop.place(20));
    hold(recorded.transitions);
    Cli gone = replay("--with", policy.toString());
    broker.causes.clear();

    // When
    Cli goalGone = replay("--with", policy.toString());

    // Then
    assertThat(gone.exitCode()).isEqualTo(1);
    assertThat(gone.out()).contains("not known from decision #3 on", "deleted by retention");
    assertThat(goalGone.exitCode()).isEqualTo(1);
    assertThat(goalGone.err()).contains("the goal of loop demo is gone");
  }

  @Test
  void shouldDecodeACauseAsARecordOfItsTopic() {
    // Given
    EventCodec codec = new EventCodec(new LocalSchemaRegistry(), true);
    SourceRef good = RecordedLoop.place(10);
    SourceRef garbled = RecordedLoop.place(11);
    SourceRef foreign = Events.ref("someone.elses", 0, 0);
    LoopTransition unrelated = recorded.transitions.getFirst();
    io.loopline.event.LoopInput input =
        (io.loopline.event.LoopInput) java.util.Objects.requireNonNull(recorded.causes.get(good));

    // When
    Causes causes =
        Causes.decode(
            codec,
            Map.of(
                good, codec.encode(LoopTopics.INBOX, input),
                garbled, codec.encode(LoopTopics.TRANSITIONS, unrelated),
                foreign, new byte[] {1}));

    // Then
    assertThat(causes.found()).isEqualTo(Map.of(good, input));
    assertThat(causes.unreadable())
        .extracting(Unreadable::coordinates)
        .containsExactlyInAnyOrder("loop.inbox/2/11", "someone.elses/0/0");
  }

  private void hold(List<LoopTransition> transitions) {
    broker.holding(LoopTopics.TRANSITIONS, transitions);
    broker.causes.putAll(recorded.causes);
  }

  private Cli replay(String... options) {
    List<String> arguments = new java.util.ArrayList<>(List.of(options));
    arguments.add("demo");
    return Cli.run(new ReplayCommand(Cli.access(broker)), arguments.toArray(new String[0]));
  }
}
