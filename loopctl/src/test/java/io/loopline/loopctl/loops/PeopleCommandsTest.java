package io.loopline.loopctl.loops;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.ActionSpec;
import io.loopline.event.BudgetDimension;
import io.loopline.event.BudgetLimit;
import io.loopline.event.CommandKind;
import io.loopline.event.LoopCommand;
import io.loopline.event.LoopPhase;
import io.loopline.event.Plan;
import io.loopline.event.PlanResult;
import io.loopline.event.Producer;
import io.loopline.event.RequestRef;
import io.loopline.event.Step;
import io.loopline.topic.LoopTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the commands of people send. */
class PeopleCommandsTest {
  private static final Producer PROGRAM = new Producer("loopctl", "loopctl-ann", "1");

  @TempDir private Path folder;
  private final FakeBroker broker = new FakeBroker();

  @BeforeEach
  void holdALoopInItsSecondIteration() {
    broker.holding(
        LoopTopics.TRANSITIONS,
        Events.transition(
                "demo", 5, "PlanAnswered", LoopPhase.PLANNING, LoopPhase.AWAITING_APPROVAL)
            .setIteration(2)
            .build());
  }

  @Test
  void shouldSendPauseAndResume() {
    // When
    Cli paused = run(PauseCommand::new, "demo", "--reason", "lunch");
    Cli resumed = run(ResumeCommand::new, "demo");

    // Then
    assertThat(paused.out()).isEqualToIgnoringNewLines("pause of loop demo is sent");
    assertThat(resumed.exitCode()).isZero();
    assertThat(sent())
        .containsExactly(
            command(CommandKind.PAUSE).setReason("lunch").build(),
            command(CommandKind.RESUME).build());
  }

  @Test
  void shouldMeanThePlanOfTheCurrentIterationWhenNoneIsNamed() {
    // When
    run(ApproveCommand::new, "demo");
    run(RejectCommand::new, "demo", "--reason", "too dear", "--iteration", "1");

    // Then
    assertThat(sent())
        .containsExactly(
            command(CommandKind.APPROVE).setIteration(2).build(),
            command(CommandKind.REJECT).setIteration(1).setReason("too dear").build());
  }

  @Test
  void shouldSendTheSignalsText() {
    // When
    run(SignalCommand::new, "demo", "look at the totals");

    // Then
    assertThat(sent())
        .containsExactly(command(CommandKind.SIGNAL).setText("look at the totals").build());
  }

  @Test
  void shouldSendOnlyTheBudgetsThatAreNamed() {
    // When
    Cli amended =
        run(
            AmendBudgetCommand::new,
            "demo",
            "--tokens",
            "5000",
            "--cost-usd",
            "0.5",
            "--wall-clock",
            "2h");

    // Then
    assertThat(amended.out()).isEqualToIgnoringNewLines("amend budget of loop demo is sent");
    assertThat(sent())
        .containsExactly(
            command(CommandKind.AMEND_BUDGET)
                .setLimits(
                    List.of(
                        new BudgetLimit(BudgetDimension.TOKENS, 5_000L),
                        new BudgetLimit(BudgetDimension.COST, 500_000L),
                        new BudgetLimit(BudgetDimension.WALL_CLOCK, 7_200_000L)))
                .build());
  }

  @ParameterizedTest
  @CsvSource({
    "--cost-usd, 0.0000001, at most six decimals",
    "--wall-clock, soon, expected a duration",
    "--tokens, many, many"
  })
  void shouldRefuseAnAmountThatIsNone(String option, String value, String words) {
    // When
    Cli amended = run(AmendBudgetCommand::new, "demo", option, value);

    // Then
    assertThat(amended.exitCode()).isEqualTo(2);
    assertThat(amended.err()).contains(words);
    assertThat(broker.sent).isEmpty();
  }

  @Test
  void shouldRefuseAnAmendmentThatNamesNoBudget() {
    assertThat(run(AmendBudgetCommand::new, "demo").err()).startsWith("no budget is named");
    assertThat(broker.sent).isEmpty();
  }

  @Test
  void shouldSendTheFilesPlanAsJsonWhenItIsValid() throws IOException {
    // Given
    Path file = folder.resolve("plan.yaml");
    Files.writeString(file, "actions:\n  - { name: count, tool: sql, arguments: { script: x } }\n");

    // When
    Cli edited = run(EditCommand::new, "demo", "--file", file.toString());

    // Then
    assertThat(edited.exitCode()).isZero();
    assertThat(sent())
        .containsExactly(
            command(CommandKind.EDIT)
                .setIteration(2)
                .setText(
                    "{\"step\":\"edited\",\"rationale\":\"\",\"actions\":[{\"name\":\"count\","
                        + "\"tool\":\"sql\",\"arguments\":{\"script\":\"x\"},\"parallel\":false,\"polling\":false}]}")
                .build());
  }

  @Test
  void shouldNameTheErrorsOfAPlanFileAndSendNothing() throws IOException {
    // Given
    Path file = folder.resolve("plan.json");
    Files.writeString(file, "{\n\"actions\": [\n{\"name\": \"a\", \"tool\": \"rm\"}\n]}");

    // When
    Cli edited = run(EditCommand::new, "demo", "--file", file.toString());
    Cli missing = run(EditCommand::new, "demo", "--file", folder.resolve("no.json").toString());

    // Then
    assertThat(edited.exitCode()).isEqualTo(2);
    assertThat(edited.err())
        .contains("plan.json:3: actions[0].tool: unknown tool 'rm'")
        .contains("has 1 error; nothing was sent");
    assertThat(missing.err()).contains("no such file");
    assertThat(broker.sent).isEmpty();
  }

  @Test
  void shouldPrintTheNewestPlanInTheFormThatEditTakes() throws IOException {
    // Given
    broker.holding(LoopTopics.PLANS, planned("first")).holding(LoopTopics.PLANS, planned("second"));

    // When
    Cli printed = Cli.run(new PlanCommand(Cli.access(broker)), "demo");
    Path file = Files.writeString(folder.resolve("plan.json"), printed.out());
    Cli edited = run(EditCommand::new, "demo", "--file", file.toString());

    // Then
    assertThat(printed.out()).contains("\"second\"").doesNotContain("first");
    assertThat(edited.exitCode()).as(edited.err()).isZero();
  }

  @Test
  void shouldSayThatThereIsNoPlanYet() {
    Cli printed = Cli.run(new PlanCommand(Cli.access(broker)), "demo");

    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(printed.err()).startsWith("loop demo has no plan yet");
  }

  @Test
  void shouldRefuseALoopThatEndedOrNeverWas() {
    // Given
    broker.holding(LoopTopics.RESULTS, Events.result("done").build());

    // When
    Cli done = run(PauseCommand::new, "done");
    Cli nobody = run(ApproveCommand::new, "nobody");

    // Then
    assertThat(done.err()).startsWith("loop done ended already: SUCCEEDED; nothing to pause");
    assertThat(nobody.err()).startsWith("there is no loop nobody");
    assertThat(broker.sent).isEmpty();
  }

  private Cli run(Function<CommandSender, Callable<Integer>> command, String... arguments) {
    CommandSender sender =
        new CommandSender(Cli.access(broker), new Envelope(PROGRAM, "ann", () -> "id-1"));
    return Cli.run(command.apply(sender), arguments);
  }

  private List<LoopCommand> sent() {
    return broker.sent.stream()
        .map(sent -> LoopCommand.newBuilder((LoopCommand) sent.event()))
        .map(command -> command.setOccurredAt(Events.START).build())
        .toList();
  }

  private static LoopCommand.Builder command(CommandKind kind) {
    return LoopCommand.newBuilder()
        .setEventId("id-1")
        .setLoopId("demo")
        .setOccurredAt(Events.START)
        .setProducer(PROGRAM)
        .setKind(kind)
        .setRequestedBy("ann");
  }

  private static PlanResult planned(String name) {
    return PlanResult.newBuilder()
        .setEventId(name)
        .setLoopId("demo")
        .setOccurredAt(Events.START)
        .setProducer(PROGRAM)
        .setRequest(new RequestRef("demo/2/PLAN/0/1", 2, Step.PLAN, 0, 1))
        .setPlan(new Plan("step", "why", List.of(new ActionSpec(name, "noop", "{}", false, false))))
        .build();
  }
}
