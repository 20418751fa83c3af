package io.loopline.loopctl.loops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.loopline.event.Goal;
import io.loopline.event.LoopTransition;
import io.loopline.topic.LoopTopics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchCommandTest {

  private static final Terminal PIPE = new Terminal(false, 80);
  private final FakeBroker broker = new FakeBroker();

  @Test
  void shouldPrintOneLinePerTransitionAndEndAtTheResult() {
    // Given
    List<LoopTransition> history = Events.history("demo");
    broker.news.add(List.of(decided(history.get(0)), decided(history.get(1))));
    broker.news.add(List.of());
    broker.news.add(List.of(new Seen.Broken(new Unreadable("loop.transitions", 1, 5, "garbled"))));
    broker.news.add(List.of(decided(history.get(2)), decided(history.get(3))));
    broker.news.add(List.of(new Seen.Ended(Events.result("demo").build())));

    // When
    Cli watch = Cli.run(new WatchCommand(Cli.access(broker), PIPE), "demo");

    // Then
    assertThat(watch.exitCode()).isZero();
    assertThat(watch.lines().subList(0, 6))
        .containsExactly(
            TransitionText.line(history.get(0)),
            TransitionText.line(history.get(1)),
            TransitionText.line(history.get(2)),
            TransitionText.line(history.get(3)),
            "",
            "Loop demo: SUCCEEDED (GOAL_ACHIEVED)");
    assertThat(watch.err())
        .isEqualToNormalizingNewlines("loop: loop.transitions/1/5 could not be decoded: garbled\n");
    assertThat(broker.closed).isTrue();
  }

  @Test
  void shouldExitWithOneWhenTheLoopDidNotSucceed() {
    // Given
    broker.news.add(List.of(new Seen.Ended(Events.exhausted("demo").build())));

    // When
    Cli watch = Cli.run(new WatchCommand(Cli.access(broker), PIPE), "demo");

    // Then
    assertThat(watch.exitCode()).isEqualTo(1);
    assertThat(watch.out()).contains("EXHAUSTED (MAX_ITERATIONS)");
  }

  @Test
  void shouldPrintJsonLinesWithTheResultLast() throws Exception {
    // Given
    broker.news.add(List.of(decided(Events.last("demo"))));
    broker.news.add(List.of(new Seen.Ended(Events.result("demo").build())));

    // When
    Cli watch = Cli.run(new WatchCommand(Cli.access(broker), PIPE), "demo", "--json");

    // Then
    ObjectMapper mapper = new ObjectMapper();
    assertThat(watch.lines()).hasSize(2);
    assertThat(mapper.readTree(watch.lines().get(0)).get("phase_after").asText())
        .isEqualTo("TERMINATED");
    assertThat(mapper.readTree(watch.lines().get(1)).get("outcome").asText())
        .isEqualTo("SUCCEEDED");
  }

  @Test
  void shouldRefuseALoopNobodySubmitted() {
    // When
    Cli watch = Cli.run(new WatchCommand(Cli.access(broker), PIPE), "nobody");

    // Then
    assertThat(watch.exitCode()).isEqualTo(2);
    assertThat(watch.err()).startsWith("there is no loop nobody; see ./loop list");
  }

  @Test
  void shouldWaitForASubmittedGoalThatNoControllerHasSeenYet() {
    // Given
    broker.holding(LoopTopics.GOALS, goal("demo"));
    for (int i = 0; i < 20; i++) {
      broker.news.add(List.of());
    }
    broker.news.add(List.of(new Seen.Ended(Events.result("demo").build())));

    // When
    Cli watch = Cli.run(new WatchCommand(Cli.access(broker), PIPE), "demo");

    // Then
    assertThat(watch.exitCode()).isZero();
    assertThat(watch.err().lines())
        .containsExactly(
            "loop: the goal is submitted, but no planner service has taken it in yet;"
                + " see ./loop status");
  }

  @Test
  void shouldEndWithTheOutcomeOfTheLastTransitionWhenTheResultIsNotReadable() {
    // Given
    broker.news.add(List.of(decided(Events.last("demo"))));

    // When
    Cli watch = Cli.run(new WatchCommand(Cli.access(broker), PIPE), "demo");

    // Then
    assertThat(watch.exitCode()).isZero();
    assertThat(watch.err()).contains("its result is not readable");
  }

  @Test
  void shouldRefuseWhatIsNoLoopId() {
    // When
    Cli watch = Cli.run(new WatchCommand(Cli.access(broker), PIPE), "../etc");

    // Then
    assertThat(watch.exitCode()).isEqualTo(2);
    assertThat(watch.err()).contains("not a loop id: '../etc'");
  }

  @Test
  void shouldRedrawThePictureInPlaceOnATerminal() {
    // Given
    StringWriter screen = new StringWriter();
    ScreenProgress progress = new ScreenProgress(new PrintWriter(screen), 80);
    LoopTransition first = Events.history("demo").getFirst();
    LoopSummary loop = LoopSummary.first(first);

    // When
    progress.decided(loop, first, Events.START);
    progress.quiet(loop, first, Events.START.plusSeconds(1));
    progress.remark("something else");
    progress.quiet(loop, first, Events.START.plusSeconds(2));

    // Then
    String[] pictures = screen.toString().split("\u001b\\[\\?7l", -1);
    assertThat(pictures).hasSize(4);
    assertThat(pictures[1]).doesNotContain("\u001b[6A").contains("\u001b[2Kloop demo");
    assertThat(pictures[2]).startsWith("\u001b[6A").contains("  1.0s\n").contains("something else");
    assertThat(pictures[3]).doesNotContain("\u001b[6A").contains("  2.0s\n");
    assertThat(screen.toString()).contains("[#-----------------------] 1.0s / 30m 00s");
  }

  @Test
  void shouldDrawOnlyWhereSomebodyCanSeeIt() {
    Output words = new Output(writer(), writer(), false);
    Output json = new Output(writer(), writer(), true);

    assertThat(new Terminal(true, 80).progress(words)).isInstanceOf(ScreenProgress.class);
    assertThat(new Terminal(true, 80).progress(json)).isInstanceOf(PlainProgress.class);
    assertThat(PIPE.progress(words)).isInstanceOf(PlainProgress.class);
    assertThat(Terminal.of(null, java.util.Map.of("TERM", "xterm", "COLUMNS", "120")))
        .isEqualTo(new Terminal(false, 120));
  }

  private static PrintWriter writer() {
    return new PrintWriter(new StringWriter());
  }

  private static Seen decided(LoopTransition transition) {
    return new Seen.Decided(transition);
  }

  static Goal goal(String loopId) {
    return Goal.newBuilder()
        .setEventId("goal-1")
        .setLoopId(loopId)
        .setOccurredAt(Events.START)
        .setProducer(Events.PRODUCER)
        .setObjective("Clean the movies")
        .setPlanner(
            io.loopline.event.PlannerSpec.newBuilder()
                .setKind(io.loopline.event.PlannerKind.PLAYBOOK)
                .build())
        .setChecks(List.of())
        .build();
  }
}
