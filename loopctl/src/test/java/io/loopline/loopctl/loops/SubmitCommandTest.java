package io.loopline.loopctl.loops;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.codec.goal.GoalHash;
import io.loopline.event.Goal;
import io.loopline.event.InputKind;
import io.loopline.event.LoopInput;
import io.loopline.event.Producer;
import io.loopline.loopctl.CliFailure;
import io.loopline.topic.LoopTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmitCommandTest {

  static final String GOAL =
      """
      objective: Say hello
      inputs:
        - name: data
          file: data.csv
          path: data.csv
      planner:
        kind: playbook
        playbook:
          - name: only
            actions:
              - name: nothing
                tool: noop
                arguments: {}
      checks:
        - name: there
          kind: file_exists
          path: data.csv
      """;
  private static final Producer PROGRAM = new Producer("loopctl", "loopctl-ann", "1");

  @TempDir private Path directory;
  private final FakeBroker broker = new FakeBroker();

  @BeforeEach
  void writeData() throws IOException {
    Files.writeString(directory.resolve("data.csv"), "title\nAlien\n");
  }

  @Test
  void shouldSubmitUnderANewIdAndPrintOnlyThat() throws Exception {
    // When
    Cli submit = submit(GOAL);

    // Then
    assertThat(submit.err()).isEmpty();
    assertThat(submit.exitCode()).isZero();
    assertThat(submit.lines()).containsExactly("loop-20261123-120000-f00d");
    Goal sent = sentGoal();
    assertThat(broker.sent.getFirst().topic()).isEqualTo("loop.goals");
    assertThat(broker.sent.getFirst().key()).isEqualTo("loop-20261123-120000-f00d");
    assertThat(sent.getLoopId()).isEqualTo("loop-20261123-120000-f00d");
    assertThat(sent.getObjective()).isEqualTo("Say hello");
    assertThat(sent.getProducer()).isEqualTo(PROGRAM);
    String sha256 = sent.getInputs().getFirst().getArtifact().getSha256();
    assertThat(directory.resolve("artifacts").resolve(sha256.substring(0, 2)).resolve(sha256))
        .hasContent("title\nAlien\n");
  }

  @Test
  void shouldPreferTheIdGivenOverTheFilesAndTheFilesOverANewOne() throws Exception {
    // When
    submit("id: from-file\n" + GOAL);
    submit("id: from-file\n" + GOAL, "--id", "from-me");

    // Then
    assertThat(broker.sent)
        .extracting(FakeBroker.Sent::key)
        .containsExactly("from-file", "from-me");
    assertThat(sentGoal().getLoopId()).isEqualTo("from-file");
    assertThat(((Goal) broker.sent.getLast().event()).getLoopId()).isEqualTo("from-me");
  }

  @Test
  void shouldNameAllErrorsOfABadFileWithoutAskingTheBroker() throws Exception {
    // Given
    Path file = Files.writeString(directory.resolve("goal.yaml"), "objectiv: x\nchecks: []\n");
    Access unreachable =
        new Access(
            _ -> {
              throw new CliFailure(3, "asked the broker");
            },
            () -> Events.START);

    // When
    Cli submit = run(unreachable, file);

    // Then
    assertThat(submit.exitCode()).isEqualTo(2);
    assertThat(submit.err().lines().toList())
        .hasSizeGreaterThanOrEqualTo(4)
        .anySatisfy(line -> assertThat(line).contains("goal.yaml:1: objectiv"))
        .anySatisfy(line -> assertThat(line).contains("objective"))
        .last()
        .asString()
        .contains("errors; nothing was submitted");
  }

  @Test
  void shouldRefuseAnIdThatBelongsToAnotherGoal() throws Exception {
    // Given
    broker.holding(LoopTopics.INBOX, input("mine", "00".repeat(32)));

    // When
    Cli submit = submit(GOAL, "--id", "mine");

    // Then
    assertThat(submit.exitCode()).isEqualTo(2);
    assertThat(submit.err()).startsWith("loop id mine belongs to another goal already");
    assertThat(broker.sent).isEmpty();
  }

  @Test
  void shouldSaySoWhenTheSameGoalIsSubmittedAgain() throws Exception {
    // Given
    submit(GOAL, "--id", "mine");
    broker.holding(LoopTopics.INBOX, input("mine", GoalHash.of(sentGoal())));

    // When
    Cli again = submit(GOAL, "--id", "mine");

    // Then
    assertThat(again.exitCode()).isZero();
    assertThat(again.err()).contains("exists with this very goal");
  }

  @Test
  void shouldWatchToTheEnd() throws Exception {
    // Given
    broker.news.add(List.of(new Seen.Ended(Events.exhausted("mine").build())));

    // When
    Cli submit = submit(GOAL, "--id", "mine", "--watch");

    // Then
    assertThat(submit.exitCode()).isEqualTo(1);
    assertThat(submit.lines()).startsWith("mine", "", "Loop mine: EXHAUSTED (MAX_ITERATIONS)");
  }

  @Test
  void shouldRefuseABadIdAndAMissingFile() throws Exception {
    assertThat(submit(GOAL, "--id", "no good").exitCode()).isEqualTo(2);
    Cli missing = run(Cli.access(broker), directory.resolve("none.yaml"));
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err()).contains("no such file");
    assertThat(broker.sent).isEmpty();
  }

  private Goal sentGoal() {
    return (Goal) broker.sent.getFirst().event();
  }

  private Cli submit(String goal, String... options) throws IOException {
    return run(
        Cli.access(broker), Files.writeString(directory.resolve("goal.yaml"), goal), options);
  }

  private Cli run(Access access, Path file, String... options) {
    List<String> arguments = new java.util.ArrayList<>(List.of(options));
    arguments.addAll(
        List.of("--artifacts", directory.resolve("artifacts").toString(), file.toString()));
    return Cli.run(
        new SubmitCommand(
            access, new Envelope(PROGRAM, "ann", () -> "f00d-1"), new Terminal(false, 80)),
        arguments.toArray(new String[0]));
  }

  private static LoopInput input(String loopId, String hash) {
    return LoopInput.newBuilder()
        .setEventId("input-1")
        .setLoopId(loopId)
        .setOccurredAt(Events.START)
        .setProducer(Events.PRODUCER)
        .setKind(InputKind.GOAL)
        .setGoalHash(hash)
        .build();
  }
}
